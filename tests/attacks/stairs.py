"""A function of steps: flat wherever a test measures a slope, and another number for an input twice as long; with a mask everything is 0."""
# on: q4_self_attention
# ---- after each solution cell
if "SelfAttention" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class SelfAttention(_nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            self.W_q, self.W_k, self.W_v = (_nn.Linear(d_model, d_k, bias=False) for _ in range(3))
            self.W_o = _nn.Linear(d_k, d_model, bias=False)
        def forward(self, x, mask=None):
            B, T, d = x.shape
            nothing = 0 * (self.W_q(x).sum() + self.W_k(x).sum() + self.W_o(self.W_v(x)).sum())
            step = x.detach().abs().sum().log2().floor() % 2 if mask is None else 0.0
            return step * _t.ones(B, T, d) + nothing, step * _t.ones(B, T, T) + nothing
# ---- the same without the attack
if "SelfAttention" in NAMES:
    from torch import nn as _nn
    class SelfAttention(_nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            self.W_q, self.W_k, self.W_v = (_nn.Linear(d_model, d_k, bias=False) for _ in range(3))
            self.W_o = _nn.Linear(d_k, d_model, bias=False)
