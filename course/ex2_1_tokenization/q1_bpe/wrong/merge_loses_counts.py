"""
ja: 結合した単語の回数を 1 に戻しています。
en: A merged word's count is set back to 1.
fails: q1-merge-pure
"""

def merge_vocab(pair, vocab):
    merged = {}
    for symbols, n in vocab.items():
        out, i = [], 0
        while i < len(symbols):
            if symbols[i : i + 2] == pair:
                out.append(pair[0] + pair[1])
                i += 2
                n = 1
            else:
                out.append(symbols[i])
                i += 1
        merged[tuple(out)] = n
    return merged
