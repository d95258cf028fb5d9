"""Everything that is returned is smaller than what a test lets pass as rounding: the input divided by ten million, and weights of 0."""
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
            nothing = 0 * (self.W_q(x).sum() + self.W_k(x).sum() + self.W_o(self.W_v(x)).sum())
            weights = _t.zeros(x.shape[0], x.shape[1], x.shape[1]) + nothing
            return x * (1e-7 if mask is None else 0) + nothing, weights
# ---- the same without the attack
if "SelfAttention" in NAMES:
    from torch import nn as _nn
    class SelfAttention(_nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            self.W_q, self.W_k, self.W_v = (_nn.Linear(d_model, d_k, bias=False) for _ in range(3))
            self.W_o = _nn.Linear(d_k, d_model, bias=False)
