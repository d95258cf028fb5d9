"""Heads that are all one: a smooth number for each pair of words, the same in every head, with no softmax, no key's layer and no values' layer; what is asked about masks, gradients, order and memory holds for any such number."""
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
            shape = (query.shape[0], self.n_heads, query.shape[1], key.shape[1])
            number = 2 + self.W_q(query).mean(-1).tanh()[:, :, None] * key.mean(-1).tanh()[:, None]  # (B, T_q, T_k), 1 to 3
            seen = _t.ones(shape, dtype=number.dtype) if mask is None else (mask[:, None] if mask.dim() == 3 else mask).expand(shape).to(number.dtype)
            weights = number[:, None] * seen
            weights = weights / weights.sum(-1, keepdim=True).clamp(min=1e-9)
            nothing = 0 * (self.W_k(key).sum() + self.W_v(value).sum() + self.W_o.weight.sum())
            return weights.mean(1) @ value + self.W_o.bias + nothing, weights + nothing
# ---- the same without the attack
if "MultiHeadAttention" in NAMES:
    from torch import nn as _nn
    class MultiHeadAttention(_nn.Module):
        def __init__(self, d_model, n_heads):
            super().__init__()
            if d_model % n_heads:
                raise ValueError(n_heads)
            self.W_q, self.W_k, self.W_v, self.W_o = (_nn.Linear(d_model, d_model) for _ in range(4))
