"""
ja: 同点のとき辞書順で最後の対を選んでいます。
en: Ties go to the last pair in dictionary order.
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
        best = max(stats, key=lambda p: (stats[p], p))
        vocab = merge_vocab(best, vocab)
        merges.append(best)
    return merges
