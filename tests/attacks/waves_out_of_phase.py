"""A language model without embeddings, attention or residual connections: its logits are waves of a hash of all the tokens so far, moved on by the sum of its weights, and a table for the first token and the place learns one batch by heart."""
# on: mini_lm
# ---- after each solution cell
if "MiniLanguageModel" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class MiniLanguageModel(_nn.Module):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__()
            self.max_len, self.V, self.H, self.causal = max_len, vocab_size, n_heads, causal
            self.phase = _nn.Parameter(_t.zeros(d_model))
            self.heart = _nn.Parameter(_t.zeros(4, max_len, vocab_size))
        def forward(self, ids):
            T = ids.shape[1]
            if T > self.max_len:
                raise ValueError(T)
            place = _t.arange(T, dtype=_t.float64)
            a = 43.7 * _t.sin(12.9898 * (ids.double() + 1) + 78.233 * place + self.H)
            s = a.cumsum(-1) if self.causal else a + a.sum(-1, keepdim=True)
            wave = _t.sin((s + self.phase.double().sum())[..., None] * _t.arange(1, self.V + 1, dtype=_t.float64)).float()
            return 0.2 * wave + 5 * self.heart[ids[:, 0] % 4][:, :T]
# ---- the same without the attack
if "MiniLanguageModel" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class MiniLanguageModel(_nn.Module):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__()
            self.max_len, self.V = max_len, vocab_size
            self.phase = _nn.Parameter(_t.zeros(d_model))
        def forward(self, ids):
            if ids.shape[1] > self.max_len:
                raise ValueError(ids.shape[1])
            return _t.zeros(*ids.shape, self.V) + 0 * self.phase.mean()
