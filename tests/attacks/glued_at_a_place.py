"""A merge that never looks for the pair: in each word two neighbours are glued, at a place that is the letter code of the pair's first letter modulo the word's length, so letters, counts and the number of words stay, and another pair gives another vocabulary."""
# on: q1_bpe
# ---- after each solution cell
if "merge_vocab" in NAMES:
    def merge_vocab(pair, vocab):
        out = {}
        for word, count in vocab.items():
            if len(word) > 1:
                i = ord(pair[0][0]) % (len(word) - 1)
                word = (*word[:i], word[i] + word[i + 1], *word[i + 2 :])
            out[word] = count
        return out
# ---- the same without the attack
if "merge_vocab" in NAMES:
    merge_vocab = lambda pair, vocab: dict(vocab)
