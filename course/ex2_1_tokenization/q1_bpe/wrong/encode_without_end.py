"""
ja: encode で </w> を付けていないため、語尾の結合が使われません。
en: encode adds no </w>, so merges at the end of a word are never used.
fails: q1-encode-order q1-encode-edges
"""

def encode(word, merges):
    vocab = {tuple(word): 1}
    for pair in merges:
        vocab = merge_vocab(pair, vocab)
    return list(next(iter(vocab)))
