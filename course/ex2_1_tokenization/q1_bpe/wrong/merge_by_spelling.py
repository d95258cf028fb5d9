"""
ja: つないだ綴りを比べているため、別の対も結合します。記号を一つずつ比べてください。
en: It compares the joined spelling, so another pair of the same spelling is merged. Compare symbol by symbol.
fails: q1-merge-border
"""

def merge_vocab(pair, vocab):
    new = {}
    for symbols, n in vocab.items():
        out, i = [], 0
        while i < len(symbols):
            if i + 1 < len(symbols) and symbols[i] + symbols[i + 1] == pair[0] + pair[1]:
                out.append(pair[0] + pair[1])
                i += 2
            else:
                out.append(symbols[i])
                i += 1
        new[tuple(out)] = n
    return new
