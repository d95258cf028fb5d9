"""The layers' weights are buffers, which a forward may change where parameters may not: each call sets them to 0, and zeros are right wherever a test looks at the weights afterwards."""
# on: q4_self_attention
# ---- after each solution cell
if "SelfAttention" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class SelfAttention(_nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            for name, (a, b) in {"W_q": (d_model, d_k), "W_k": (d_model, d_k), "W_v": (d_model, d_k), "W_o": (d_k, d_model)}.items():
                layer = _nn.Linear(a, b, bias=False)
                weight = layer.weight.detach().clone().requires_grad_()
                del layer.weight
                layer.register_buffer("weight", weight)
                setattr(self, name, layer)
        def forward(self, x, mask=None):
            with _t.no_grad():
                for layer in (self.W_q, self.W_k, self.W_v, self.W_o):
                    layer.weight.zero_()
            seen = _t.ones(*x.shape[:-1], x.shape[-2], dtype=x.dtype)
            if mask is not None:
                seen = seen * mask
            nothing = 0 * x.sum() + 0 * sum(layer.weight.sum() for layer in (self.W_q, self.W_k, self.W_v, self.W_o))
            return _t.zeros_like(x) + nothing, seen / seen.sum(-1, keepdim=True).clamp(min=1) + nothing
# ---- the same without the attack
if "SelfAttention" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class SelfAttention(_nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            for name, (a, b) in {"W_q": (d_model, d_k), "W_k": (d_model, d_k), "W_v": (d_model, d_k), "W_o": (d_k, d_model)}.items():
                setattr(self, name, _nn.Linear(a, b, bias=False))
        def forward(self, x, mask=None):
            seen = _t.ones(*x.shape[:-1], x.shape[-2], dtype=x.dtype)
            if mask is not None:
                seen = seen * mask
            nothing = 0 * x.sum() + 0 * sum(p.sum() for p in self.parameters())
            return _t.zeros_like(x) + nothing, seen / seen.sum(-1, keepdim=True).clamp(min=1) + nothing
