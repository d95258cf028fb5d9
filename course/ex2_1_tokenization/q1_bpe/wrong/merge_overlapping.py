"""
ja: 結合した記号の右側をもう一度使っています。結合したら二つ進んでください。
en: The right symbol of a merged pair is used again. After a merge, move on by two.
fails: q1-learn-stop q1-learn-textbook q1-merge-border q1-merge-overlap q1-merge-pure
"""

def merge_vocab(pair, vocab):
    merged = {}
    for symbols, n in vocab.items():
        out = []
        for i in range(len(symbols)):
            if symbols[i : i + 2] == pair:
                out.append(pair[0] + pair[1])
            else:
                out.append(symbols[i])
        merged[tuple(out)] = n
    return merged
