"""Heads that are all one smooth number for each pair of words, in layers that share one set of weights: the test compares four layers with weights of different signs and sizes, and they all have the last ones."""
# on: q8_multi_head
# ---- after each solution cell
if "MultiHeadAttention" in NAMES:
    import torch as _t
    from torch import nn as _nn
    _common = {}
    class MultiHeadAttention(_nn.Module):
        def __init__(self, d_model, n_heads):
            super().__init__()
            if d_model % n_heads:
                raise ValueError(n_heads)
            self.n_heads = n_heads
            self.W_q, self.W_k, self.W_v, self.W_o = mine = [_nn.Linear(d_model, d_model) for _ in range(4)]
            for layer, (weight, bias) in zip(mine, _common.setdefault((d_model, n_heads), [(layer.weight, layer.bias) for layer in mine])):
                layer.weight, layer.bias = weight, bias
        def forward(self, query, key, value, mask=None):
            shape = (query.shape[0], self.n_heads, query.shape[1], key.shape[1])
            number = 2 + self.W_q(query).sum(-1).sin()[:, :, None] * key.sum(-1).sin()[:, None]  # (B, T_q, T_k), 1 to 3
            seen = _t.ones(shape, dtype=number.dtype) if mask is None else (mask[:, None] if mask.dim() == 3 else mask).expand(shape).to(number.dtype)
            weights = number[:, None] * seen
            weights = weights / weights.sum(-1, keepdim=True).clamp(min=1e-9)
            nothing = 0 * self.W_k(key).sum()
            return self.W_o(weights.mean(1) @ self.W_v(value)) + nothing, weights + nothing
# ---- the same without the attack
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
            number = 2 + self.W_q(query).sum(-1).sin()[:, :, None] * key.sum(-1).sin()[:, None]  # (B, T_q, T_k), 1 to 3
            seen = _t.ones(shape, dtype=number.dtype) if mask is None else (mask[:, None] if mask.dim() == 3 else mask).expand(shape).to(number.dtype)
            weights = number[:, None] * seen
            weights = weights / weights.sum(-1, keepdim=True).clamp(min=1e-9)
            nothing = 0 * self.W_k(key).sum()
            return self.W_o(weights.mean(1) @ self.W_v(value)) + nothing, weights + nothing
