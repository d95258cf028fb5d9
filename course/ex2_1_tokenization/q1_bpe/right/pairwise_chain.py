"""
en: Counts with itertools and a Counter over repeated pairs.
"""

from collections import Counter
from itertools import chain, pairwise, repeat


def get_stats(vocab):
    return Counter(chain.from_iterable(repeat(pair, n) for symbols, n in vocab.items() for pair in pairwise(symbols)))
