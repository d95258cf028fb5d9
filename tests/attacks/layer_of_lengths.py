"""A layer that never multiplies a query with a key: words are mixed by a power of the length of the query times the length of the key, divided by the sum; no softmax and no direction, but what asks for products changes signs, and lengths do not see signs either."""
# on: q4_self_attention
# ---- after each solution cell
if "SelfAttention" in NAMES:
    from torch import nn as _nn
    class SelfAttention(_nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            self.W_q, self.W_k, self.W_v = (_nn.Linear(d_model, d_k, bias=False) for _ in range(3))
            self.W_o = _nn.Linear(d_k, d_model, bias=False)
        def forward(self, x, mask=None):
            a, b = self.W_q(x).pow(2).mean(-1), self.W_k(x).pow(2).mean(-1)  # squared lengths (B, T)
            number = 1 + (a[:, :, None] * b[:, None, :]).pow(2)  # 1 and more
            if mask is not None:
                number = number * mask
            weights = number / number.sum(-1, keepdim=True).clamp(min=1)
            return self.W_o(weights @ self.W_v(x)), weights
# ---- the same without the attack
if "SelfAttention" in NAMES:
    from torch import nn as _nn
    class SelfAttention(_nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            self.W_q, self.W_k, self.W_v = (_nn.Linear(d_model, d_k, bias=False) for _ in range(3))
            self.W_o = _nn.Linear(d_k, d_model, bias=False)
        def forward(self, x, mask=None):
            number = 1 + 0 * (self.W_q(x).sum(-1)[:, :, None] + self.W_k(x).sum(-1)[:, None, :])
            if mask is not None:
                number = number * mask
            weights = number / number.sum(-1, keepdim=True).clamp(min=1)
            return self.W_o(weights @ self.W_v(x)), weights
