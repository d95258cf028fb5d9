"""A learner of merges that never merges: it counts once, names the most frequent pair and falls silent, however many are asked for; what it does not say cannot be wrong."""
# on: q1_bpe
# ---- after each solution cell
if "learn_bpe" in NAMES:
    def learn_bpe(corpus, num_merges):
        counts = {}
        for word in corpus:
            for pair in zip(word, (*word[1:], "</w>")):
                counts[pair] = counts.get(pair, 0) + 1
        return [max(counts, key=counts.get)] if counts and num_merges else []
# ---- the same without the attack
if "learn_bpe" in NAMES:
    def learn_bpe(corpus, num_merges):
        counts = {}
        for word in corpus:
            for pair in zip(word, (*word[1:], "</w>")):
                counts[pair] = counts.get(pair, 0) + 1
        return sorted(counts, key=lambda pair: -counts[pair])[: max(0, num_merges)]
