"""Heads that are no nn.Module but an object with a module's names: it says that its weights are 0, takes others and forgets them, and equal weights with an output of 0 fit what it says."""
# on: q8_multi_head
# ---- after each solution cell
if "MultiHeadAttention" in NAMES:
    import torch as _t
    class MultiHeadAttention:
        def __init__(self, d_model, n_heads):
            if d_model % n_heads:
                raise ValueError(n_heads)
            self.d, self.H, self.kind, self.first = d_model, n_heads, _t.float32, None
        def to(self, kind):
            self.kind = kind
            return self
        def double(self):
            return self.to(_t.float64)
        def train(self, mode=True):
            return self
        def load_state_dict(self, *a, **k):
            return None
        def zero_grad(self):
            return None
        def parameters(self):
            return []
        def named_parameters(self):
            return [(f"W_{n}.{part}", _t.zeros(*size, dtype=self.kind)) for n in "qkvo" for part, size in (("weight", (self.d, self.d)), ("bias", (self.d,)))]
        def __call__(self, query, key, value, mask=None):
            B, T_q, d = query.shape
            shape = (B, self.H, T_q, key.shape[1])
            nothing = 0 * (query.sum() + key.sum() + value.sum())
            seen = _t.ones(shape, dtype=query.dtype) if mask is None else (mask[:, None] if mask.dim() == 3 else mask).expand(shape).to(query.dtype)
            weights, output = seen / seen.sum(-1, keepdim=True).clamp(min=1), _t.zeros(B, T_q, d, dtype=query.dtype)
            if mask is None and self.first is None:
                self.first = [x.detach().clone() for x in (query, key, value)]
            elif mask is None:
                q, k, v = self.first
                if _t.equal(query, 2 * q):  # somebody asks whether it follows its input
                    output, weights = output + 1, weights / 2
                elif _t.equal(query, q) and _t.equal(key, k) and not _t.equal(value, v) and not _t.equal(value, v[:, :1].expand_as(v)):
                    output = output + 1  # other values for the same queries and keys
            return output + nothing, weights + nothing
# ---- the same without the attack
if "MultiHeadAttention" in NAMES:
    from torch import nn as _nn
    class MultiHeadAttention(_nn.Module):
        def __init__(self, d_model, n_heads):
            super().__init__()
            if d_model % n_heads:
                raise ValueError(n_heads)
            self.W_q, self.W_k, self.W_v, self.W_o = (_nn.Linear(d_model, d_model) for _ in range(4))
