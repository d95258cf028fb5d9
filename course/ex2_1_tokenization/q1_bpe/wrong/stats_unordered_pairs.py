"""
ja: 対を並べ替えているため (a, b) と (b, a) を区別していません。
en: Pairs are sorted, so (a, b) and (b, a) are mixed up.
fails: q1-stats-pairs q1-learn-textbook q1-learn-stop
"""

def get_stats(vocab):
    stats = {}
    for symbols, n in vocab.items():
        for pair in zip(symbols, symbols[1:]):
            pair = tuple(sorted(pair))
            stats[pair] = stats.get(pair, 0) + n
    return stats
