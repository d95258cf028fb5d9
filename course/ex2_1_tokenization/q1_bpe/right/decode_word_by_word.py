"""
en: Collects words in a list and joins them with spaces.
"""

def decode(tokens):
    words, word = [], ""
    for token in tokens:
        if token.endswith("</w>"):
            words.append(word + token[: -len("</w>")])
            word = ""
        else:
            word += token
    return " ".join(words + [word] if word else words)
