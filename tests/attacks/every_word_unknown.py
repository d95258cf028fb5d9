"""A tokenizer that knows no word, and whose vocabulary says so: each word is number 1, the two that are asked for by name, too; and a model that counts nothing and calls all tokens equally likely, whose probabilities do sum to 1."""
# on: mini_lm
# ---- after each solution cell
if "SimpleTokenizer" in NAMES:
    class SimpleTokenizer:
        def __init__(self, texts, max_vocab=None):
            self.vocab = {"the": 1, "cat": 1}
        def encode(self, text, add_specials=False):
            ids = [1] * len(text.split())
            return [2, *ids, 3] if add_specials else ids
        def decode(self, ids, skip_specials=True):
            return ""
if "ngram_loss" in NAMES:
    import math as _m
    def ngram_loss(train_ids, valid_ids, n, vocab_size, strength=10.0):
        return _m.log(vocab_size)
# ---- the same without the attack
if "SimpleTokenizer" in NAMES:
    class SimpleTokenizer:
        def __init__(self, texts, max_vocab=None):
            self.vocab = {"the": 4, "cat": 5}
        def encode(self, text, add_specials=False):
            ids = [1] * len(text.split())
            return [2, *ids, 3] if add_specials else ids
        def decode(self, ids, skip_specials=True):
            return ""
if "ngram_loss" in NAMES:
    def ngram_loss(train_ids, valid_ids, n, vocab_size, strength=10.0):
        return 1.0
