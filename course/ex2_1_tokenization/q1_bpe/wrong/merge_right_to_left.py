"""
ja: 右から左へ結合しています。a a a は aa a になります。
en: Merging runs from right to left. It should turn a a a into aa a.
fails: q1-merge-overlap q1-learn-stop
"""

def merge_vocab(pair, vocab):
    merged = {}
    for symbols, n in vocab.items():
        out, i = [], len(symbols)
        while i > 0:
            if i > 1 and symbols[i - 2 : i] == pair:
                out.insert(0, pair[0] + pair[1])
                i -= 2
            else:
                out.insert(0, symbols[i - 1])
                i -= 1
        merged[tuple(out)] = n
    return merged
