"""
ja: 単語の終わりを表す </w> がありません。語尾と語中の綴りを区別できなくなります。
en: The end symbol </w> is missing, so an ending cannot be told from the same letters inside a word.
fails: q1-vocab-symbols q1-learn-stop
"""

def get_vocab(corpus):
    vocab = {}
    for word in corpus:
        vocab[tuple(word)] = vocab.get(tuple(word), 0) + 1
    return vocab
