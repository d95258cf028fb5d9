"""
ja: コーパスが空だと、負の回数でも ValueError を出さずに終わります。引数の検査は最初に。
en: With an empty corpus it returns before it looks at num_merges. Check arguments first.
fails: q1-learn-stop
"""

def learn_bpe(corpus, num_merges):
    if not corpus:
        return []
    if num_merges < 0:
        raise ValueError("num_merges is negative")
    vocab, merges = get_vocab(corpus), []
    while len(merges) < num_merges and (stats := get_stats(vocab)):
        best = min(stats, key=lambda pair: (-stats[pair], pair[1].endswith(END), pair))
        vocab = merge_vocab(best, vocab)
        merges.append(best)
    return merges
