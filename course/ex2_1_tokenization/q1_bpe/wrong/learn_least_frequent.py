"""
ja: 最も少ない対を選んでいます。符号の向きを確かめてください。
en: The least frequent pair is chosen. Check the sign.
fails: q1-learn-textbook q1-learn-greedy
"""

def learn_bpe(corpus, num_merges):
    if num_merges < 0:
        raise ValueError(num_merges)
    vocab, merges = get_vocab(corpus), []
    for _ in range(num_merges):
        stats = get_stats(vocab)
        if not stats:
            break
        best = min(stats, key=lambda p: (stats[p], p[1].endswith("</w>"), p))
        vocab = merge_vocab(best, vocab)
        merges.append(best)
    return merges
