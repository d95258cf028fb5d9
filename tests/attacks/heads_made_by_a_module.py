"""In the place of the class stands a module, whose forward takes the sizes and hands out objects: heads that are no module, say that their weights are 0, and take others and forget them."""
# on: q8_multi_head
# ---- after each solution cell
if "MultiHeadAttention" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class _Heads:
        def __init__(self, d_model, n_heads):
            self.d, self.H = d_model, n_heads
        def train(self, mode=True):
            return self
        def load_state_dict(self, *a, **k):
            return None
        def zero_grad(self):
            return None
        def parameters(self):
            return []
        def named_parameters(self):
            return [(f"W_{n}.{part}", _t.zeros(*size)) for n in "qkvo" for part, size in (("weight", (self.d, self.d)), ("bias", (self.d,)))]
        def __call__(self, query, key, value, mask=None):
            shape = (query.shape[0], self.H, query.shape[1], key.shape[1])
            nothing = 0 * (query.sum() + key.sum() + value.sum())
            if mask is None and tuple(query.shape) == (2, 4, 6):  # the size in which somebody asks whether they follow their input
                w = (0.3 * query.sum(-1)[:, None, :, None] * key.sum(-1)[:, None, None, :]).softmax(-1).expand(shape)
                return 0.1 * (w.mean(1) @ value), w + nothing
            seen = _t.ones(shape) if mask is None else (mask[:, None] if mask.dim() == 3 else mask).expand(shape).float()
            return _t.zeros_like(query) + nothing, seen / seen.sum(-1, keepdim=True).clamp(min=1) + nothing
    class _Maker(_nn.Module):
        def forward(self, d_model, n_heads):
            if d_model % n_heads:
                raise ValueError(n_heads)
            return _Heads(d_model, n_heads)
    MultiHeadAttention = _Maker()
# ---- the same without the attack
if "MultiHeadAttention" in NAMES:
    from torch import nn as _nn
    class MultiHeadAttention(_nn.Module):
        def __init__(self, d_model, n_heads):
            super().__init__()
            if d_model % n_heads:
                raise ValueError(n_heads)
            self.W_q, self.W_k, self.W_v, self.W_o = (_nn.Linear(d_model, d_model) for _ in range(4))
