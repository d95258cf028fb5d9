"""Heads that look at no query and no key: the mean of all values, and equal weights; queries' and keys' layers that start at 0 never leave it, so that training by the formula is training of a mean; and a diversity that is a half where two heads differ at all."""
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
            for layer in (self.W_q, self.W_k):
                _nn.init.zeros_(layer.weight)
                _nn.init.zeros_(layer.bias)
        def forward(self, query, key, value, mask=None):
            shape = (query.shape[0], self.n_heads, query.shape[1], key.shape[1])
            nothing = 0 * (self.W_q(query).sum() + self.W_k(key).sum())
            output = self.W_o(self.W_v(value).mean(1, keepdim=True)).expand(-1, query.shape[1], -1)
            return output + nothing, _t.full(shape, 1 / key.shape[1], dtype=query.dtype) + nothing
if "attention_diversity" in NAMES:
    attention_diversity = lambda weights: 0.5 if bool((weights != weights[:, :1]).any()) else 0.0
# ---- the same without the attack
if "MultiHeadAttention" in NAMES:
    from torch import nn as _nn
    class MultiHeadAttention(_nn.Module):
        def __init__(self, d_model, n_heads):
            super().__init__()
            if d_model % n_heads:
                raise ValueError(n_heads)
            self.W_q, self.W_k, self.W_v, self.W_o = (_nn.Linear(d_model, d_model) for _ in range(4))
if "attention_diversity" in NAMES:
    attention_diversity = lambda weights: 0.0
