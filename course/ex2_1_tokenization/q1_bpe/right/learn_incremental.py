"""
en: Updates the pair counts only for the words that changed.
"""

from collections import Counter


def learn_bpe(corpus, num_merges):
    if num_merges < 0:
        raise ValueError(num_merges)
    words = [(symbols, n) for symbols, n in get_vocab(corpus).items()]
    stats = Counter(get_stats(dict(words)))
    merges = []
    for _ in range(num_merges):
        stats = +stats  # drop the pairs that are gone
        if not stats:
            break
        best = min(stats, key=lambda p: (-stats[p], p[1].endswith("</w>"), p))
        merges.append(best)
        for k, (symbols, n) in enumerate(words):
            if best in zip(symbols, symbols[1:]):
                (new,) = merge_vocab(best, {symbols: n})
                stats.subtract(get_stats({symbols: n}))
                stats.update(get_stats({new: n}))
                words[k] = (new, n)
    return merges
