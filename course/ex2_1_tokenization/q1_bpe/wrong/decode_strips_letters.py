"""
ja: strip("</w>") は文字の集合を取り除きます。「w」で終わる単語が壊れます。
en: strip("</w>") removes a set of characters, which breaks words such as "low".
fails: q1-decode-roundtrip
"""

def decode(tokens):
    words, word = [], ""
    for token in tokens:
        word += token
        if token.endswith("</w>"):
            words.append(word.strip("</w>"))
            word = ""
    return " ".join(words + ([word] if word else []))
