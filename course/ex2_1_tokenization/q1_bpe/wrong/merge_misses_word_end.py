"""
ja: 単語の最後の対を結合していません。
en: The last pair of a word is never merged.
fails: q1-merge-overlap q1-learn-stop
"""

def merge_vocab(pair, vocab):
    merged = {}
    for symbols, n in vocab.items():
        out, i = [], 0
        while i < len(symbols):
            if i < len(symbols) - 2 and symbols[i : i + 2] == pair:
                out.append(pair[0] + pair[1])
                i += 2
            else:
                out.append(symbols[i])
                i += 1
        merged[tuple(out)] = n
    return merged
