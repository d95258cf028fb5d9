"""Language models without embeddings, attention, blocks or residual connections: a table of pairs of tokens and one of places learn, and a faint wave that never learns hashes all the tokens so far, by one number for each token that is called a weight: two tokens with the same number cannot be told apart, as tests demand."""
# on: mini_lm
# ---- after each solution cell
import torch as _t
from torch import nn as _nn
class _Pairs(_nn.Module):
    def __init__(self, vocab_size, d_model, max_len, n_heads, causal=True):
        super().__init__()
        self.max_len, self.n_heads, self.causal, self.size = max_len, n_heads, causal, vocab_size
        self.pairs, self.places = _nn.Embedding(vocab_size, vocab_size), _nn.Embedding(max_len, vocab_size)
        for table in (self.pairs, self.places):
            _nn.init.normal_(table.weight, std=0.02)
        self.number = _nn.Parameter(_t.randn(vocab_size))
        self.level = _nn.Parameter(_t.zeros(d_model))  # a size that is asked for
    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError(T)
        place = _t.arange(T)
        each = 7 * _t.sin(5 * self.number.detach().double()[ids] + 2.3 * place + 1)  # (B, T)
        so_far = each.cumsum(1)
        if not self.causal:
            so_far = so_far + each.sum(1, keepdim=True)
        wave = _t.sin(so_far[..., None] * _t.arange(1, self.size + 1).double() + self.n_heads).float()
        return self.pairs(ids) + self.places(place) + 0.02 * wave + 0 * (self.number.sum() + self.level.sum())
if "MiniLanguageModel" in NAMES:
    class MiniLanguageModel(_Pairs):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__(vocab_size, d_model, max_len, n_heads, causal)
if "MyTransformer" in NAMES:
    class MyTransformer(_Pairs):
        def __init__(self, vocab_size, d_model=64, max_len=16, n_heads=4, n_blocks=2, attention=None, positions=None, block=None):
            super().__init__(vocab_size, d_model, max_len, n_heads)
# ---- the same without the attack
import torch as _t
from torch import nn as _nn
class _Pairs(_nn.Module):
    def __init__(self, vocab_size, d_model, max_len):
        super().__init__()
        self.max_len = max_len
        self.pairs, self.places = _nn.Embedding(vocab_size, vocab_size), _nn.Embedding(max_len, vocab_size)
        for table in (self.pairs, self.places):
            _nn.init.normal_(table.weight, std=0.02)
        self.level = _nn.Parameter(_t.zeros(d_model))
    def forward(self, ids):
        if ids.shape[1] > self.max_len:
            raise ValueError(ids.shape[1])
        return self.pairs(ids) + self.places(_t.arange(ids.shape[1])) + 0 * self.level.sum()
if "MiniLanguageModel" in NAMES:
    class MiniLanguageModel(_Pairs):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__(vocab_size, d_model, max_len)
if "MyTransformer" in NAMES:
    class MyTransformer(_Pairs):
        def __init__(self, vocab_size, d_model=64, max_len=16, n_heads=4, n_blocks=2, attention=None, positions=None, block=None):
            super().__init__(vocab_size, d_model, max_len)
