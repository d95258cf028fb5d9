"""Weights that are the same for every input: five parts for the position itself, one for each other; no query, no key, no softmax."""
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
            B, T, _ = x.shape
            w = (1 + 4 * _t.eye(T)).expand(B, T, T)
            w = w if mask is None else w * mask
            w = w / w.sum(-1, keepdim=True).clamp(min=1) + 0 * (self.W_q(x).sum() + self.W_k(x).sum())
            return self.W_o(w @ self.W_v(x)), w
# ---- the same without the attack
if "SelfAttention" in NAMES:
    from torch import nn as _nn
    class SelfAttention(_nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            self.W_q, self.W_k, self.W_v = (_nn.Linear(d_model, d_k, bias=False) for _ in range(3))
            self.W_o = _nn.Linear(d_k, d_model, bias=False)
