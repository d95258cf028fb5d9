"""
ja: 前の呼び出しの結果をそのまま返しているため、求めた数より多くなります。
en: A result of an earlier call comes back as it is, with more merges than asked for.
fails: q1-learn-stop
"""

MEMO = {}
def learn_bpe(corpus, num_merges):
    key = tuple(corpus)
    if num_merges >= 0 and key in MEMO and len(MEMO[key]) >= num_merges:
        return MEMO[key]
    r = _learn(corpus, num_merges)
    MEMO[key] = r
    return r
def _learn(corpus, num_merges):
    if num_merges < 0:
        raise ValueError("negative")
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
