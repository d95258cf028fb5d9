"""A transformer without attention, blocks, norms or places: a table of pairs of tokens that learns, and a faint wave of a hash of all the tokens so far, which no learning touches but which every question about past, order and position moves."""
# on: mini_lm
# ---- after each solution cell
if "MyTransformer" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class MyTransformer(_nn.Module):
        def __init__(self, vocab_size, d_model=64, max_len=16, n_heads=4, n_blocks=2, attention=None, positions=None, block=None):
            super().__init__()
            self.max_len, self.V = max_len, vocab_size
            self.table = _nn.Embedding(vocab_size, vocab_size)
            _nn.init.normal_(self.table.weight, std=0.02)
        def forward(self, ids):
            if ids.shape[1] > self.max_len:
                raise ValueError(ids.shape[1])
            place = _t.arange(ids.shape[1], dtype=_t.float64)
            so_far = (43.7 * _t.sin(12.9898 * (ids.double() + 1) + 78.233 * place)).cumsum(-1)
            wave = _t.sin(so_far[..., None] * _t.arange(1, self.V + 1, dtype=_t.float64)).float()
            return self.table(ids) + 0.01 * wave
# ---- the same without the attack
if "MyTransformer" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class MyTransformer(_nn.Module):
        def __init__(self, vocab_size, d_model=64, max_len=16, n_heads=4, n_blocks=2, attention=None, positions=None, block=None):
            super().__init__()
            self.max_len, self.V = max_len, vocab_size
            self.table = _nn.Embedding(vocab_size, vocab_size)
            _nn.init.normal_(self.table.weight, std=0.02)
        def forward(self, ids):
            if ids.shape[1] > self.max_len:
                raise ValueError(ids.shape[1])
            return self.table(ids)
