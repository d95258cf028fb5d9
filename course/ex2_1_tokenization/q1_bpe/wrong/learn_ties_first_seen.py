"""
ja: 同点のとき先に見つけた対を選んでいます。問題文の同点の規則に従ってください。
en: Ties go to the pair seen first. Follow the tie rule of the exercise.
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
        best = max(stats, key=stats.get)
        vocab = merge_vocab(best, vocab)
        merges.append(best)
    return merges
