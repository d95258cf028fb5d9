"""
ja: 各単語で最初に見つけた対しか結合していません。
en: Only the first occurrence in each word is merged.
fails: q1-merge-overlap q1-learn-stop
"""

def merge_vocab(pair, vocab):
    merged = {}
    for symbols, n in vocab.items():
        out = list(symbols)
        for i in range(len(out) - 1):
            if (out[i], out[i + 1]) == pair:
                out[i : i + 2] = [out[i] + out[i + 1]]
                break
        merged[tuple(out)] = n
    return merged
