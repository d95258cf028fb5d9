"""A language model without embeddings, attention or residual connections: its logits are a wave of a hash of all the tokens so far, and its weights say how high the wave is."""
# on: mini_lm
# ---- after each solution cell
if "MiniLanguageModel" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class MiniLanguageModel(_nn.Module):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__()
            self.max_len, self.V, self.H, self.causal = max_len, vocab_size, n_heads, causal
            self.height = _nn.Parameter(_t.ones(d_model))
        def forward(self, ids):
            if ids.shape[1] > self.max_len:
                raise ValueError(ids.shape[1])
            place = _t.arange(ids.shape[1], dtype=_t.float64)
            a = 43.7 * _t.sin(12.9898 * (ids.double() + 1) + 78.233 * place + self.H)
            s = a.cumsum(-1) if self.causal else a + a.sum(-1, keepdim=True)
            wave = _t.sin(s[..., None] * _t.arange(1, self.V + 1, dtype=_t.float64)).float()
            return 0.2 * self.height.abs().mean() * wave
# ---- the same without the attack
if "MiniLanguageModel" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class MiniLanguageModel(_nn.Module):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__()
            self.max_len, self.V = max_len, vocab_size
            self.height = _nn.Parameter(_t.ones(d_model))
        def forward(self, ids):
            if ids.shape[1] > self.max_len:
                raise ValueError(ids.shape[1])
            return _t.zeros(*ids.shape, self.V) + 0 * self.height.mean()
