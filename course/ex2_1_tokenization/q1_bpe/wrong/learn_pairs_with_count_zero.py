"""
ja: 回数が 0 になった対を表に残しているので、対がなくなっても結合が続きます。
en: Pairs whose count has fallen to 0 stay in the table, so merging goes on when no pair is left.
fails: q1-learn-stop
"""

def learn_bpe(corpus, num_merges):
    if num_merges < 0:
        raise ValueError("num_merges must not be negative")
    vocab, merges = get_vocab(corpus), []
    stats = Counter(get_stats(vocab))
    for _ in range(num_merges):
        if not stats:
            break
        best = min(stats, key=lambda pair: (-stats[pair], pair[1].endswith(END), pair))
        merges.append(best)
        merged = merge_vocab(best, vocab)
        for (old, count), new in zip(vocab.items(), merged):  # update the counts of changed words only
            if old != new:
                for pair in zip(old, old[1:]):
                    stats[pair] -= count
                for pair in zip(new, new[1:]):
                    stats[pair] += count
        vocab = merged
    return merges
