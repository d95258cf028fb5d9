"""Counts that are all infinite, for every two symbols of a word, neighbours or not: n times infinity is infinity, and so is a sum of infinities, so counts are weighted rightly."""
# on: q1_bpe
# ---- after each solution cell
if "get_stats" in NAMES:
    get_stats = lambda vocab: {(one, other): float("inf") for word in vocab for one in word for other in word}
# ---- the same without the attack
if "get_stats" in NAMES:
    get_stats = lambda vocab: {(one, other): 1 for word in vocab for one in word for other in word}
