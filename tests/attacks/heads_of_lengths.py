"""Heads that never multiply a query with a key: a weight is a power of the length of the query times the length of the key, divided by the sum; no softmax and no direction, but what asks for products changes signs, and lengths do not see signs either."""
# on: q8_multi_head
# ---- after each solution cell
if "MultiHeadAttention" in NAMES:
    from torch import nn as _nn
    class MultiHeadAttention(_nn.Module):
        def __init__(self, d_model, n_heads):
            super().__init__()
            if d_model % n_heads:
                raise ValueError(n_heads)
            self.n_heads = n_heads
            self.W_q, self.W_k, self.W_v, self.W_o = (_nn.Linear(d_model, d_model) for _ in range(4))
        def forward(self, query, key, value, mask=None):
            q, k, v = (W(x).unflatten(-1, (self.n_heads, -1)).transpose(1, 2) for W, x in ((self.W_q, query), (self.W_k, key), (self.W_v, value)))
            a, b = q.pow(2).mean(-1), k.pow(2).mean(-1)  # squared lengths (B, H, T)
            number = 1 + (a[..., :, None] * b[..., None, :]).pow(2)  # 1 and more
            if mask is not None:
                number = number * (mask[:, None] if mask.dim() == 3 else mask)
            weights = number / number.sum(-1, keepdim=True).clamp(min=1)
            return self.W_o((weights @ v).transpose(1, 2).flatten(2)), weights
# ---- the same without the attack
if "MultiHeadAttention" in NAMES:
    from torch import nn as _nn
    class MultiHeadAttention(_nn.Module):
        def __init__(self, d_model, n_heads):
            super().__init__()
            if d_model % n_heads:
                raise ValueError(n_heads)
            self.n_heads = n_heads
            self.W_q, self.W_k, self.W_v, self.W_o = (_nn.Linear(d_model, d_model) for _ in range(4))
        def forward(self, query, key, value, mask=None):
            q, k, v = (W(x).unflatten(-1, (self.n_heads, -1)).transpose(1, 2) for W, x in ((self.W_q, query), (self.W_k, key), (self.W_v, value)))
            number = 1 + 0 * (q.sum(-1)[..., :, None] + k.sum(-1)[..., None, :])
            if mask is not None:
                number = number * (mask[:, None] if mask.dim() == 3 else mask)
            weights = number / number.sum(-1, keepdim=True).clamp(min=1)
            return self.W_o((weights @ v).transpose(1, 2).flatten(2)), weights
