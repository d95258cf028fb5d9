"""
ja: 渡された corpus を並べ替えています。引数は書き換えません。
en: The corpus that was passed is sorted in place. Leave arguments as they are.
fails: q1-learn-greedy
"""

def learn_bpe(corpus, num_merges):
    if num_merges < 0:
        raise ValueError("negative")
    corpus.sort()
    vocab = get_vocab(corpus)
    merges = []
    for _ in range(num_merges):
        stats = get_stats(vocab)
        if not stats:
            break
        best = min(stats, key=lambda p: (-stats[p], p[1].endswith("</w>"), p))
        merges.append(best)
        vocab = merge_vocab(best, vocab)
    return merges
