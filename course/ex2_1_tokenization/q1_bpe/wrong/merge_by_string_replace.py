"""
ja: 文字列の replace で結合しているため、記号の境界をまたいでしまいます。
en: Merging by string replace crosses the borders of symbols ("a b" is found inside "xa b").
fails: q1-merge-border q1-merge-overlap q1-learn-stop
"""

def merge_vocab(pair, vocab):
    merged = {}
    for symbols, n in vocab.items():
        key = tuple(" ".join(symbols).replace(" ".join(pair), "".join(pair)).split(" "))
        merged[key] = n
    return merged
