"""
en: Returns Counter and defaultdict objects, which are dictionaries, too.
"""

from collections import Counter, defaultdict


def get_vocab(corpus):
    return Counter(tuple(word) + ("</w>",) for word in corpus)


def get_stats(vocab):
    stats = defaultdict(int)
    for symbols, n in vocab.items():
        for left, right in zip(symbols[:-1], symbols[1:]):
            stats[(left, right)] += n
    return stats
