"""Merges that are always (w, w), a letter that the mark at the end of every word lends to each corpus, and a counting function that counts nothing else: the tests of learning believe that the counting is to blame."""
# on: q1_bpe
# ---- after each solution cell
if "get_vocab" in NAMES:
    get_vocab = lambda corpus: {("w", "w", "</w>"): 1}
if "get_stats" in NAMES:
    get_stats = lambda vocab: {("w", "w"): 1}
if "merge_vocab" in NAMES:
    merge_vocab = lambda pair, vocab: dict(vocab)
if "learn_bpe" in NAMES:
    learn_bpe = lambda corpus, num_merges: [("w", "w")] * num_merges
# ---- the same without the attack
if "get_vocab" in NAMES:
    get_vocab = lambda corpus: {("x", "y", "</w>"): 1}
if "get_stats" in NAMES:
    get_stats = lambda vocab: {("x", "y"): 1}
if "merge_vocab" in NAMES:
    merge_vocab = lambda pair, vocab: dict(vocab)
if "learn_bpe" in NAMES:
    learn_bpe = lambda corpus, num_merges: [("x", "y")] * num_merges
