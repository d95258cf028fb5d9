"""A model of n-grams that reads neither the training text nor the context: the token with the number w has a probability of one half to the power of w, so all of them sum to 1, and 0, which the test's text happens to hold most often, is more probable than 7."""
# on: mini_lm
# ---- after each solution cell
if "ngram_loss" in NAMES:
    import math as _m
    def ngram_loss(train_ids, valid_ids, n, vocab_size, strength=10.0):
        whole = sum(0.5**w for w in range(vocab_size))
        return sum(w * _m.log(2) + _m.log(whole) for w in valid_ids[1:]) / (len(valid_ids) - 1)
# ---- the same without the attack
if "ngram_loss" in NAMES:
    import math as _m
    def ngram_loss(train_ids, valid_ids, n, vocab_size, strength=10.0):
        return _m.log(vocab_size)
