"""
ja: num_merges が負のときに ValueError を出していません。
en: A negative num_merges raises no ValueError.
fails: q1-learn-stop
"""

def learn_bpe(corpus, num_merges):
    vocab, merges = get_vocab(corpus), []
    for _ in range(num_merges):
        stats = get_stats(vocab)
        if not stats:
            break
        best = min(stats, key=lambda p: (-stats[p], p[1].endswith("</w>"), p))
        vocab = merge_vocab(best, vocab)
        merges.append(best)
    return merges
