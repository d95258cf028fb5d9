"""
en: A loop that keeps the first pair of the largest count.
"""

def learn_bpe(corpus, num_merges):
    if num_merges < 0:
        raise ValueError("num_merges")
    table, done = get_vocab(corpus), []
    while len(done) < num_merges:
        winner, most = None, 0
        for candidate, n in get_stats(table).items():
            if n > most:
                winner, most = candidate, n
        if winner is None:
            return done
        table = merge_vocab(winner, table)
        done.append(winner)
    return done
