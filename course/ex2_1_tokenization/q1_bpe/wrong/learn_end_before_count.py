"""
ja: 回数より先に </w> の規則を見ています。まず回数で比べます。
en: The rule on </w> is looked at before the count. The count comes first.
fails: q1-learn-greedy
"""

def learn_bpe(corpus, num_merges):
    if num_merges < 0:
        raise ValueError("negative")
    vocab = get_vocab(corpus)
    merges = []
    for _ in range(num_merges):
        stats = get_stats(vocab)
        if not stats:
            break
        best = min(stats, key=lambda p: (p[1].endswith("</w>"), -stats[p], p))
        merges.append(best)
        vocab = merge_vocab(best, vocab)
    return merges
