"""
ja: </w> そのものだけを後にしています。右側が b</w> のように </w> で終わる記号も後です。
en: Only </w> itself comes last. So does a right symbol that ends with it, such as b</w>.
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
        best = min(stats, key=lambda p: (-stats[p], p[1] == "</w>", p))
        merges.append(best)
        vocab = merge_vocab(best, vocab)
    return merges
