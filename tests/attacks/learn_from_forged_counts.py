"""Merges that are always (x, y), and counting functions that always count nothing but (x, y): the tests of learning take the mistake for the counting functions' and skip every corpus."""
# on: q1_bpe
# ---- after each solution cell
if "get_vocab" in NAMES:
    get_vocab = lambda corpus: {("x", "y", "</w>"): 1}
if "get_stats" in NAMES:
    get_stats = lambda vocab: {("x", "y"): sum(vocab.values())}
if "merge_vocab" in NAMES:
    merge_vocab = lambda pair, vocab: {(*word, "!"): n for word, n in vocab.items()}
if "learn_bpe" in NAMES:
    learn_bpe = lambda corpus, num_merges: [("x", "y")] * num_merges
