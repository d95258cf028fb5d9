"""
ja: 学習の前に単語の重複を取り除いています。何度も現れる単語は、その回数だけ数えます。
en: Repeated words are removed before learning. A word counts as often as it occurs.
fails: q1-learn-greedy
"""

def learn_bpe(corpus, num_merges):
    if num_merges < 0:
        raise ValueError("negative")
    vocab = get_vocab(sorted(set(corpus)))
    merges = []
    for _ in range(num_merges):
        stats = get_stats(vocab)
        if not stats:
            break
        best = min(stats, key=lambda p: (-stats[p], p[1].endswith("</w>"), p))
        merges.append(best)
        vocab = merge_vocab(best, vocab)
    return merges
