"""
ja: </w> を単語の先頭に置いています。単語の終わりの記号なので最後に置きます。
en: </w> stands at the front. It marks the end of a word, so it comes last.
fails: q1-vocab-symbols q1-learn-textbook q1-learn-stop
"""

def get_vocab(corpus):
    vocab = {}
    for word in corpus:
        key = ("</w>", *word)
        vocab[key] = vocab.get(key, 0) + 1
    return vocab
