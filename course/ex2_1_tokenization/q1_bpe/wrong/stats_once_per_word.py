"""
ja: 一つの単語に同じ対が二度現れても一度しか数えていません。
en: A pair that occurs twice in one word is counted once.
fails: q1-stats-pairs
"""

def get_stats(vocab):
    stats = {}
    for symbols, n in vocab.items():
        for pair in set(zip(symbols, symbols[1:])):
            stats[pair] = stats.get(pair, 0) + n
    return stats
