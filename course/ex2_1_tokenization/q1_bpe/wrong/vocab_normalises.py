"""
ja: Unicode の正規化で文字が変わっています。文字はそのまま記号にします。
en: Unicode normalisation changes characters. They become symbols as they are.
fails: q1-vocab-symbols
"""

def get_vocab(corpus):
    import unicodedata
    vocab = {}
    corpus = [unicodedata.normalize("NFC", w) for w in corpus]
    for word in corpus:
        key = tuple(word) + ("</w>",)
        vocab[key] = vocab.get(key, 0) + 1
    return vocab
