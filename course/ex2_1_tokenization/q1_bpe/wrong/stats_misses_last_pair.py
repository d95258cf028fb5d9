"""
ja: 最後の対を数えていません。range の終わりを確かめてください。
en: The last pair of each word is missed. Check where the range ends.
fails: q1-stats-pairs q1-learn-stop
"""

def get_stats(vocab):
    stats = {}
    for symbols, n in vocab.items():
        for i in range(len(symbols) - 2):
            pair = symbols[i], symbols[i + 1]
            stats[pair] = stats.get(pair, 0) + n
    return stats
