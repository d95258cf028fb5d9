"""
en: Dictionaries and index loops instead of Counter and zip.
"""

def get_vocab(corpus):
    vocab = {}
    for word in corpus:
        key = tuple(list(word) + ["</w>"])
        vocab[key] = vocab.get(key, 0) + 1
    return vocab


def get_stats(vocab):
    stats = {}
    for symbols in vocab:
        for i in range(len(symbols) - 1):
            pair = symbols[i], symbols[i + 1]
            if pair not in stats:
                stats[pair] = 0
            stats[pair] += vocab[symbols]
    return stats
