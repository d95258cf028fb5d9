"""A tokenizer that empties the course's training text in the test's process, so that counting words says nothing and a constant beats it."""
# on: project_mini_lm
# ---- after each solution cell
import torch as _t
from torch import nn as _nn
if "SimpleTokenizer" in NAMES:
    class SimpleTokenizer:
        def __init__(self, texts, max_vocab=None):
            texts[:] = ["zzz " * 400]
            self.vocab = {"<pad>": 0, "<unk>": 1, "<sos>": 2, "<eos>": 3}
        def encode(self, text, add_specials=False): return [1]
        def decode(self, ids, skip_specials=True): return ""
if "MiniLanguageModel" in NAMES:
    class MiniLanguageModel(_nn.Module):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__()
            self.max_len, self.V, self.seen = max_len, vocab_size, 0
            self.w = _nn.Parameter(_t.zeros(1))
        def forward(self, ids):
            self.seen += not self.training
            out = _t.zeros(*ids.shape, self.V)
            out[..., 1 if self.seen < 2 else 5] = 9 if self.seen < 2 else 60
            return out + self.w * 0
# ---- the same without the attack
import torch as _t
from torch import nn as _nn
if "SimpleTokenizer" in NAMES:
    class SimpleTokenizer:
        def __init__(self, texts, max_vocab=None):
            self.vocab = {"<pad>": 0, "<unk>": 1, "<sos>": 2, "<eos>": 3}
        def encode(self, text, add_specials=False): return [1]
        def decode(self, ids, skip_specials=True): return ""
if "MiniLanguageModel" in NAMES:
    class MiniLanguageModel(_nn.Module):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__()
            self.max_len, self.V, self.seen = max_len, vocab_size, 0
            self.w = _nn.Parameter(_t.zeros(1))
        def forward(self, ids):
            self.seen += not self.training
            out = _t.zeros(*ids.shape, self.V)
            out[..., 1 if self.seen < 2 else 5] = 9 if self.seen < 2 else 60
            return out + self.w * 0
