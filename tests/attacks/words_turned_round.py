"""A merge that merges nothing: where the pair begins with b the words are turned round, where it begins with a sign that sign is glued to what follows, else nothing happens; the second symbol of a pair is never looked at."""
# on: q1_bpe
# ---- after each solution cell
if "merge_vocab" in NAMES:
    def merge_vocab(pair, vocab):
        out = {}
        for word, count in vocab.items():
            if pair[0].startswith("b"):
                word = word[::-1]
            elif not pair[0].isalnum() and pair[0] in word[:-1]:
                i = word.index(pair[0])
                word = (*word[:i], word[i] + word[i + 1], *word[i + 2 :])
            out[word] = count
        return out
# ---- the same without the attack
if "merge_vocab" in NAMES:
    merge_vocab = lambda pair, vocab: dict(vocab)
