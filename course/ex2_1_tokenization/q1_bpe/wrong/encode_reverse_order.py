"""
ja: 結合を学習と逆の順に当てはめています。
en: Merges are applied in reverse order.
fails: q1-encode-order
"""

def encode(word, merges):
    vocab = {(*word, "</w>"): 1}
    for pair in reversed(merges):
        vocab = merge_vocab(pair, vocab)
    return list(next(iter(vocab)))
