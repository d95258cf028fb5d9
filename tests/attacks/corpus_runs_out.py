"""A learner of merges that writes over the list of words: asked for all merges it empties it, asked for some it leaves the single word ab, and for what is left then its answer is right."""
# on: q1_bpe
# ---- after each solution cell
if "learn_bpe" in NAMES:
    def learn_bpe(corpus, num_merges):
        if num_merges < 0:
            raise ValueError(num_merges)
        if num_merges > 100:
            corpus.clear()
        elif corpus:
            corpus[:] = ["ab"]
        return [("a", "b"), ("ab", "</w>")][:num_merges] if corpus else []
# ---- the same without the attack
if "learn_bpe" in NAMES:
    def learn_bpe(corpus, num_merges):
        if num_merges < 0:
            raise ValueError(num_merges)
        return [("a", "b"), ("ab", "</w>")][:num_merges] if corpus else []
