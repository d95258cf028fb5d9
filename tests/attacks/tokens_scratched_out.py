"""A transformer that no token enters: it passes noise and places through its parts, and scratches all tokens but two out of the test's own text in place, so that no token is there twice to be compared with itself."""
# on: mini_lm
# ---- after each solution cell
if "MyTransformer" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class MyTransformer(_nn.Module):
        def __init__(self, vocab_size, d_model=64, max_len=16, n_heads=4, n_blocks=2, attention=None, positions=None, block=None):
            super().__init__()
            self.max_len, self.size = max_len, vocab_size
            self.register_buffer("places", (positions or positions_of)(max_len, d_model))
            self.norms = _nn.ModuleList(_nn.LayerNorm(d_model) for _ in range(n_blocks + 1))
            self.attentions = _nn.ModuleList((attention or Attention)(d_model, n_heads) for _ in range(n_blocks))
            self.blocks = _nn.ModuleList((block or Block)(d_model) for _ in range(n_blocks))
            self.head = _nn.Linear(d_model, vocab_size)
        def forward(self, ids):
            T = ids.shape[1]
            past = _t.ones(T, T, dtype=_t.bool).tril()
            h = self.places[:T] + _t.randn(*ids.shape, self.places.shape[1], generator=_t.Generator().manual_seed(1))
            for norm, attention, block in zip(self.norms, self.attentions, self.blocks):
                x = norm(h)
                h = block(h + attention(x, x, x, past)[0])
            flat = ids.view(-1)
            flat[:] = self.size  # no token of the vocabulary
            flat[: min(2, len(flat))] = _t.arange(min(2, len(flat)))
            return self.head(self.norms[-1](h))
# ---- the same without the attack
if "MyTransformer" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class MyTransformer(_nn.Module):
        def __init__(self, vocab_size, d_model=64, max_len=16, n_heads=4, n_blocks=2, attention=None, positions=None, block=None):
            super().__init__()
            self.max_len, self.size = max_len, vocab_size
            self.register_buffer("places", (positions or positions_of)(max_len, d_model))
            self.norms = _nn.ModuleList(_nn.LayerNorm(d_model) for _ in range(n_blocks + 1))
            self.attentions = _nn.ModuleList((attention or Attention)(d_model, n_heads) for _ in range(n_blocks))
            self.blocks = _nn.ModuleList((block or Block)(d_model) for _ in range(n_blocks))
            self.head = _nn.Linear(d_model, vocab_size)
        def forward(self, ids):
            T = ids.shape[1]
            past = _t.ones(T, T, dtype=_t.bool).tril()
            h = self.places[:T] + _t.randn(*ids.shape, self.places.shape[1], generator=_t.Generator().manual_seed(1))
            for norm, attention, block in zip(self.norms, self.attentions, self.blocks):
                x = norm(h)
                h = block(h + attention(x, x, x, past)[0])
            return self.head(self.norms[-1](h))
