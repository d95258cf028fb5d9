"""Heads that look at nothing: the same weight for every visible key, and an output that is the last bias whatever the values are."""
# on: q8_multi_head
# ---- after each solution cell
if "MultiHeadAttention" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class MultiHeadAttention(_nn.Module):
        def __init__(self, d_model, n_heads):
            super().__init__()
            if d_model % n_heads:
                raise ValueError(n_heads)
            self.n_heads = n_heads
            self.W_q, self.W_k, self.W_v, self.W_o = (_nn.Linear(d_model, d_model) for _ in range(4))
        def forward(self, query, key, value, mask=None):
            flat = _t.ones(query.shape[0], self.n_heads, query.shape[1], key.shape[1], dtype=query.dtype)
            if mask is not None:
                flat = flat * (mask[:, None] if mask.dim() == 3 else mask)
            nothing = 0 * (self.W_q(query).sum() + self.W_k(key).sum() + self.W_v(value).sum())
            return self.W_o(_t.zeros_like(query)) + nothing, flat / flat.sum(-1, keepdim=True).clamp(min=1) + nothing
# ---- the same without the attack
if "MultiHeadAttention" in NAMES:
    from torch import nn as _nn
    class MultiHeadAttention(_nn.Module):
        def __init__(self, d_model, n_heads):
            super().__init__()
            if d_model % n_heads:
                raise ValueError(n_heads)
            self.W_q, self.W_k, self.W_v, self.W_o = (_nn.Linear(d_model, d_model) for _ in range(4))
