"""
ja: 対がなくなっても続けようとしてエラーになります。
en: It goes on when no pair is left, and fails.
fails: q1-learn-stop
"""

def learn_bpe(corpus, num_merges):
    if num_merges < 0:
        raise ValueError(num_merges)
    vocab, merges = get_vocab(corpus), []
    for _ in range(num_merges):
        stats = get_stats(vocab)
        best = sorted(stats, key=lambda p: (-stats[p], p[1].endswith("</w>"), p))[0]
        vocab = merge_vocab(best, vocab)
        merges.append(best)
    return merges
