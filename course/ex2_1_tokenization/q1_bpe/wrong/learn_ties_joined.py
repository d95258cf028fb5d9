"""
ja: つないだ綴りの辞書順で比べています。対 (タプル) のまま比べてください。
en: Ties are compared by the joined spelling. Compare the pairs as tuples.
fails: q1-learn-ties
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
        best = min(stats, key=lambda p: (-stats[p], p[1].endswith("</w>"), p[0] + p[1]))
        merges.append(best)
        vocab = merge_vocab(best, vocab)
    return merges
