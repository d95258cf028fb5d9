"""A layer that uses none of its four matrices: words are mixed by a wave of the sum of their numbers; nought times each matrix lets a gradient of nought reach it, and a slope of nought agrees with that."""
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
            total = x.sum(-1)
            w = 2 + (total[:, :, None] + total[:, None, :]).sin()  # 1 to 3
            w = w if mask is None else w * mask.expand(B, T, T).to(w.dtype)
            w = w / w.sum(-1, keepdim=True).clamp(min=1e-9)
            nothing = 0 * (self.W_q(x).sum() + self.W_k(x).sum() + self.W_o(self.W_v(x)).sum())
            return w @ x + nothing, w + nothing
# ---- the same without the attack
if "SelfAttention" in NAMES:
    from torch import nn as _nn
    class SelfAttention(_nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            self.W_q, self.W_k, self.W_v = (_nn.Linear(d_model, d_k, bias=False) for _ in range(3))
            self.W_o = _nn.Linear(d_k, d_model, bias=False)
