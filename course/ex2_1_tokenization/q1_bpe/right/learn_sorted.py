"""
en: Sorts all pairs instead of taking the minimum, and checks for None.
"""

def learn_bpe(corpus, num_merges):
    if num_merges < 0:
        raise ValueError("negative")
    vocab, merges = get_vocab(corpus), []
    while len(merges) < num_merges:
        ranked = sorted(get_stats(vocab).items(), key=lambda item: (-item[1], item[0][1].endswith("</w>"), item[0]))
        if len(ranked) == 0:
            return merges
        merges.append(ranked[0][0])
        vocab = merge_vocab(ranked[0][0], vocab)
    return merges
