"""
ja: 結合を短い順に当てはめています。順序は学習した順です。
en: Merges are applied shortest first. The order is the learned one.
fails: q1-encode-order
"""

def encode(word, merges):
    symbols = list(word) + ["</w>"]
    for a, b in sorted(merges, key=lambda p: len(p[0] + p[1])):
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
