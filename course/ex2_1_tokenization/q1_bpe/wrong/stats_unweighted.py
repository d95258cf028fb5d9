"""
ja: 対を数えるとき、単語の出現回数を掛けていません。
en: Pairs are counted without the weight of their word's count.
fails: q1-stats-weights
"""

def get_stats(vocab):
    stats = {}
    for symbols in vocab:
        for pair in zip(symbols, symbols[1:]):
            stats[pair] = stats.get(pair, 0) + 1
    return stats
