"""
ja: 同点の規則のうち、</w> で終わる対を後にする規則を忘れています。
en: The part of the tie rule that puts pairs ending in </w> last is missing.
fails: q1-learn-textbook q1-learn-ties
"""

def learn_bpe(corpus, num_merges):
    if num_merges < 0:
        raise ValueError(num_merges)
    vocab, merges = get_vocab(corpus), []
    for _ in range(num_merges):
        stats = get_stats(vocab)
        if not stats:
            break
        best = min(stats, key=lambda p: (-stats[p], p))
        vocab = merge_vocab(best, vocab)
        merges.append(best)
    return merges
