"""A layer that squares queries and keys before it looks at them and never multiplies one by the other: a wave of two sums, with no softmax and no root of d, which does not see the signs that the test turns round any more than a product does."""
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
            a, b = (3 * (y.square() / (1 + y.square())).sum(-1) for y in (self.W_q(x), self.W_k(x)))  # (B, T)
            w = 2 + a.sin()[:, :, None] * b.sin()[:, None, :]  # 1 to 3
            w = w if mask is None else w * mask.expand(B, T, T).to(w.dtype)
            w = w / w.sum(-1, keepdim=True).clamp(min=1e-9)
            return self.W_o(w @ self.W_v(x)), w
# ---- the same without the attack
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
            a, b = (3 * y.tanh().sum(-1) for y in (self.W_q(x), self.W_k(x)))  # (B, T)
            w = 2 + a.sin()[:, :, None] * b.sin()[:, None, :]  # 1 to 3
            w = w if mask is None else w * mask.expand(B, T, T).to(w.dtype)
            w = w / w.sum(-1, keepdim=True).clamp(min=1e-9)
            return self.W_o(w @ self.W_v(x)), w
