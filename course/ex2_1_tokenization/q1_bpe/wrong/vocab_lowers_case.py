"""
ja: 単語を小文字に変えています。文字はそのまま記号にします。
en: Words are turned into lower case. Characters become symbols as they are.
fails: q1-vocab-symbols q1-vocab-counts
"""

def get_vocab(corpus):
    vocab = {}
    for word in corpus:
        key = tuple(word.lower()) + ("</w>",)
        vocab[key] = vocab.get(key, 0) + 1
    return vocab
