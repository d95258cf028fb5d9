"""
ja: 前の呼び出しで数えた単語が残っています。辞書は呼び出しごとに新しく作ります。
en: Words of an earlier call are still counted. Make a new dictionary in each call.
fails: q1-learn-stop q1-learn-textbook q1-vocab-counts q1-vocab-symbols
"""

def get_vocab(corpus, vocab={}):
    for word in corpus:
        key = tuple(word) + ("</w>",)
        vocab[key] = vocab.get(key, 0) + 1
    return vocab
