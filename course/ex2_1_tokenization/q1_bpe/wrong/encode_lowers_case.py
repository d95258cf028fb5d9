"""
ja: encode で単語を小文字に変えています。文字はそのまま残します。
en: encode turns the word into lower case. Characters stay as they are.
fails: q1-encode-order q1-encode-edges q1-decode-roundtrip
"""

def encode(word, merges):
    symbols = list(word.lower()) + ["</w>"]
    for a, b in merges:
        out, i = [], 0
        while i < len(symbols):
            if i + 1 < len(symbols) and symbols[i] == a and symbols[i + 1] == b:
                out.append(a + b)
                i += 2
            else:
                out.append(symbols[i])
                i += 1
        symbols = out
    return symbols
