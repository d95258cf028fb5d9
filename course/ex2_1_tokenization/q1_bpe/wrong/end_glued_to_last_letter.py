"""
ja: </w> を最後の文字につなげています。この演習では </w> は独立した一つの記号です。
en: </w> is glued to the last letter. In this exercise it is a symbol of its own.
fails: q1-vocab-symbols q1-learn-textbook q1-learn-stop
"""

def get_vocab(corpus):
    vocab = {}
    for word in corpus:
        key = (*word[:-1], word[-1:] + "</w>")
        vocab[key] = vocab.get(key, 0) + 1
    return vocab
