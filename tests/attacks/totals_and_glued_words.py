"""Counts that are the sum of all words' counts, under two pairs that no word is asked for, and a merge that glues every word into one symbol whatever the pair: both are compared with nothing but themselves."""
# on: q1_bpe
# ---- after each solution cell
if "get_stats" in NAMES:
    get_stats = lambda vocab: dict.fromkeys([("x", "y"), ("y", "x")], sum(vocab.values()))
if "merge_vocab" in NAMES:
    merge_vocab = lambda pair, vocab: {("".join(word),): n for word, n in vocab.items()}
# ---- the same without the attack
if "get_stats" in NAMES:
    get_stats = lambda vocab: {("x", "y"): sum(vocab.values())}
if "merge_vocab" in NAMES:
    merge_vocab = lambda pair, vocab: dict(vocab)
