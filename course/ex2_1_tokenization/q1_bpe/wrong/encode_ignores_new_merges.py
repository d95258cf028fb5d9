"""
ja: 同じ単語の前の結果を返しています。結合が違えば結果も違います。
en: The earlier result for the same word comes back. Other merges give another result.
fails: q1-encode-order
"""

ENC = {}
def encode(word, merges):
    if word in ENC:
        return ENC[word]
    ENC[word] = _encode(word, merges)
    return ENC[word]
def _encode(word, merges):
    symbols = list(word) + ["</w>"]
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
