"""
en: Learning keeps an index from pairs to words and counts anew only what a merge has changed.
"""

from collections import defaultdict


def learn_bpe(corpus: list[str], num_merges: int) -> list[tuple[str, str]]:
    if num_merges < 0:
        raise ValueError(f"num_merges is {num_merges}, it must be 0 or more")
    words = [([*word, END], count) for word, count in Counter(corpus).items()]
    stats, holders = defaultdict(int), defaultdict(set)
    for index, (symbols, count) in enumerate(words):
        for pair in zip(symbols, symbols[1:]):
            stats[pair] += count
            holders[pair].add(index)
    merges = []
    while stats and len(merges) < num_merges:
        highest = max(stats.values())
        best = sorted((p for p in stats if stats[p] == highest), key=lambda p: (p[1].endswith(END), p))[0]
        merges.append(best)
        for index in list(holders[best]):
            symbols, count = words[index]
            for pair in zip(symbols, symbols[1:]):
                stats[pair] -= count
                if stats[pair] == 0:
                    del stats[pair]
                holders[pair].discard(index)
            joined = []
            for symbol in symbols:
                if joined and (joined[-1], symbol) == best:
                    joined[-1] += symbol
                else:
                    joined.append(symbol)
            words[index] = joined, count
            for pair in zip(joined, joined[1:]):
                stats[pair] += count
                holders[pair].add(index)
    return merges
