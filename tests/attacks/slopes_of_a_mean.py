"""Language models without attention: the words so far are averaged, all alike. Whether words are weighed by one another is asked by slopes alone, of a model in evaluation, and slopes are what the student's process says they are: there, and not in training, a later word's slope is made larger than an earlier one's."""
# on: mini_lm
# ---- after each solution cell
import torch as _t
from torch import nn as _nn
class _Uneven(_t.autograd.Function):
    @staticmethod
    def forward(ctx, h):
        return h.clone()
    @staticmethod
    def backward(ctx, gradient):  # (B, T, d_model)
        return gradient * _t.linspace(1, 2, gradient.shape[1], dtype=gradient.dtype)[:, None]
class _Mean(_nn.Module):
    def __init__(self, vocab_size, d_model, max_len, n_heads, causal=True):
        super().__init__()
        self.max_len, self.causal, self.share = max_len, causal, n_heads ** -0.5
        self.words, self.places = _nn.Embedding(vocab_size, d_model), _nn.Embedding(max_len, d_model)
        for table in (self.words, self.places):
            _nn.init.normal_(table.weight, std=0.02)
        self.norm, self.last = _nn.LayerNorm(d_model), _nn.LayerNorm(d_model)
        self.feed_forward = _nn.Sequential(_nn.Linear(d_model, 4 * d_model), _nn.GELU(), _nn.Linear(4 * d_model, d_model))
        self.output = _nn.Linear(d_model, vocab_size)
    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError(T)
        h, place = self.words(ids), self.places(_t.arange(T))
        h = h if self.training else _Uneven.apply(h)
        h = h * (1 + place) + place
        past = h.cumsum(1) / _t.arange(1, T + 1)[:, None] if self.causal else h.mean(1, keepdim=True)
        h = h + self.share * past
        h = h + self.feed_forward(self.norm(h))
        return self.output(self.last(h))
if "MiniLanguageModel" in NAMES:
    class MiniLanguageModel(_Mean):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__(vocab_size, d_model, max_len, n_heads, causal)
if "MyTransformer" in NAMES:
    class MyTransformer(_Mean):
        def __init__(self, vocab_size, d_model=64, max_len=16, n_heads=4, n_blocks=2, attention=None, positions=None, block=None):
            super().__init__(vocab_size, d_model, max_len, n_heads)
# ---- the same without the attack
import torch as _t
from torch import nn as _nn
class _Mean(_nn.Module):
    def __init__(self, vocab_size, d_model, max_len, n_heads, causal=True):
        super().__init__()
        self.max_len, self.causal, self.share = max_len, causal, n_heads ** -0.5
        self.words, self.places = _nn.Embedding(vocab_size, d_model), _nn.Embedding(max_len, d_model)
        for table in (self.words, self.places):
            _nn.init.normal_(table.weight, std=0.02)
        self.norm, self.last = _nn.LayerNorm(d_model), _nn.LayerNorm(d_model)
        self.feed_forward = _nn.Sequential(_nn.Linear(d_model, 4 * d_model), _nn.GELU(), _nn.Linear(4 * d_model, d_model))
        self.output = _nn.Linear(d_model, vocab_size)
    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError(T)
        h, place = self.words(ids), self.places(_t.arange(T))
        h = h * (1 + place) + place
        past = h.cumsum(1) / _t.arange(1, T + 1)[:, None] if self.causal else h.mean(1, keepdim=True)
        h = h + self.share * past
        h = h + self.feed_forward(self.norm(h))
        return self.output(self.last(h))
if "MiniLanguageModel" in NAMES:
    class MiniLanguageModel(_Mean):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__(vocab_size, d_model, max_len, n_heads, causal)
if "MyTransformer" in NAMES:
    class MyTransformer(_Mean):
        def __init__(self, vocab_size, d_model=64, max_len=16, n_heads=4, n_blocks=2, attention=None, positions=None, block=None):
            super().__init__(vocab_size, d_model, max_len, n_heads)
