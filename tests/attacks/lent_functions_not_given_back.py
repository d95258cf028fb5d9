"""Nothing is counted and nothing merged here: the functions that a test of learning once lends in place of get_vocab, get_stats and merge_vocab are kept, and answer for learning and splitting long after they were taken back."""
# on: q1_bpe
# ---- after each solution cell
_lent = globals().get("_lent", {})
if "learn_bpe" in NAMES:
    def learn_bpe(corpus, num_merges):
        for name in ("get_vocab", "get_stats", "merge_vocab"):
            if type(globals().get(name)).__name__ == "RemoteFunction":  # the test's own, for the length of one call
                _lent.setdefault(name, globals()[name])
        if num_merges < 0:
            raise ValueError(num_merges)
        merges = []
        if len(_lent) == 3:
            words = _lent["get_vocab"](corpus)
            while len(merges) < num_merges:
                pairs = _lent["get_stats"](words)
                if not pairs:
                    break
                merges.append(next(iter(pairs)))  # any pair
                words = _lent["merge_vocab"](merges[-1], words)
        return merges
if "encode" in NAMES:
    def encode(word, merges):
        words = {(*word, "</w>"): 1}
        for pair in merges if "merge_vocab" in _lent else ():
            words = _lent["merge_vocab"](tuple(pair), words)
        return list(next(iter(words)))
# ---- the same without the attack
if "learn_bpe" in NAMES:
    def learn_bpe(corpus, num_merges):
        if num_merges < 0:
            raise ValueError(num_merges)
        return []
if "encode" in NAMES:
    def encode(word, merges):
        return [*word, "</w>"]
