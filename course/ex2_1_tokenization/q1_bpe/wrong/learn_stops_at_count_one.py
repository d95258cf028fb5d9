"""
ja: 回数が 1 の対で学習をやめています。やめるのは対がなくなったときだけです。
en: Learning stops at pairs that occur once. Stop only when no pair is left.
fails: q1-learn-stop
"""

def learn_bpe(corpus, num_merges):
    if num_merges < 0:
        raise ValueError(num_merges)
    vocab, merges = get_vocab(corpus), []
    for _ in range(num_merges):
        stats = get_stats(vocab)
        if not stats or max(stats.values()) < 2:
            break
        best = min(stats, key=lambda p: (-stats[p], p[1].endswith("</w>"), p))
        vocab = merge_vocab(best, vocab)
        merges.append(best)
    return merges
