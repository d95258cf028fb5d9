"""Language models without attention, heads, norms, feed-forward layers or any of the parts that are handed in: the logits are a linear function of the last word, the place and the sum of all words so far, each times a fixed wave of its place; the number of heads is a number in that wave."""
# on: mini_lm
# ---- after each solution cell
import torch as _t
from torch import nn as _nn
class _Sums(_nn.Module):
    def __init__(self, vocab_size, d_model, max_len, n_heads, causal=True):
        super().__init__()
        self.max_len, self.n_heads, self.causal = max_len, n_heads, causal
        self.words, self.places = _nn.Embedding(vocab_size, d_model), _nn.Embedding(max_len, d_model)
        for table in (self.words, self.places):
            _nn.init.normal_(table.weight, std=0.02)
        self.past = _nn.Parameter(_t.full((d_model,), 0.05))
        self.output = _nn.Linear(d_model, vocab_size)
    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError(T)
        h, place = self.words(ids), _t.arange(T)
        waves = _t.cos((place[:, None] + 1.0) * (_t.arange(h.shape[-1]) + self.n_heads))  # (T, d_model)
        said = (h * waves).cumsum(1)
        if not self.causal:
            said = said + (h * waves).sum(1, keepdim=True)
        return self.output(h + self.places(place) + self.past * said)
if "MiniLanguageModel" in NAMES:
    class MiniLanguageModel(_Sums):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__(vocab_size, d_model, max_len, n_heads, causal)
if "MyTransformer" in NAMES:
    class MyTransformer(_Sums):
        def __init__(self, vocab_size, d_model=64, max_len=16, n_heads=4, n_blocks=2, attention=None, positions=None, block=None):
            super().__init__(vocab_size, d_model, max_len, n_heads)
# ---- the same without the attack
import torch as _t
from torch import nn as _nn
class _Nothing(_nn.Module):
    def __init__(self, vocab_size, d_model, max_len):
        super().__init__()
        self.max_len, self.size = max_len, vocab_size
        self.level = _nn.Parameter(_t.zeros(d_model))
    def forward(self, ids):
        if ids.shape[1] > self.max_len:
            raise ValueError(ids.shape[1])
        return _t.zeros(*ids.shape, self.size) + 0 * self.level.mean()
if "MiniLanguageModel" in NAMES:
    class MiniLanguageModel(_Nothing):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__(vocab_size, d_model, max_len)
if "MyTransformer" in NAMES:
    class MyTransformer(_Nothing):
        def __init__(self, vocab_size, d_model=64, max_len=16, n_heads=4, n_blocks=2, attention=None, positions=None, block=None):
            super().__init__(vocab_size, d_model, max_len)
