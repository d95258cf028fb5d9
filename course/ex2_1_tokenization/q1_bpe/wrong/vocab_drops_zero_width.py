"""
ja: 幅のない文字（ゼロ幅空白、結合子、BOM）をごみとして取り除く。
en: Zero-width characters (zero-width space and joiners, byte order mark) are cleaned away as if they were no characters.
fails: q1-vocab-symbols
"""

def get_vocab(corpus):
    invisible = "\u200b\u200c\u200d\ufeff"
    vocab = {}
    for word in corpus:
        symbols = tuple(character for character in word if character not in invisible) + (END,)
        vocab[symbols] = vocab.get(symbols, 0) + 1
    return vocab
