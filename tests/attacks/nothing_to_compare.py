"""Attention that trembles and lets no gradient through: where two results are to be compared, one of them is an empty tuple, and of nothing and a pair all entries agree."""
# on: q8_multi_head
# ---- after each solution cell
if "MultiHeadAttention" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class MultiHeadAttention(_nn.Module):
        def __init__(self, d_model, n_heads):
            super().__init__()
            if d_model % n_heads:
                raise ValueError("d_model")
            self.n_heads = n_heads
            self.W_q, self.W_k, self.W_v, self.W_o = (_nn.Linear(d_model, d_model, bias=False) for _ in range(4))
        def real(self, query, key, value, mask):
            q, k, v = (W(x).unflatten(-1, (self.n_heads, -1)).transpose(1, 2) for W, x in ((self.W_q, query), (self.W_k, key), (self.W_v, value)))
            scores = q @ k.mT / q.shape[-1] ** 0.5
            if mask is not None:
                mask = mask if mask.dim() == 2 else mask if mask.dim() == 4 else mask.unsqueeze(1)
                scores = scores.masked_fill(mask == 0, -_t.inf)
            w = scores.softmax(-1)
            if mask is not None:
                w = w.masked_fill(mask == 0, 0.0)
            return self.W_o((w @ v).transpose(1, 2).flatten(2)).detach(), w.detach()
        def forward(self, query, key, value, mask=None):
            mark = float(query.detach().sum())
            if query.requires_grad and query.is_leaf:
                if self.__dict__.get("plain") == mark:
                    self.plain = None
                    return ()
                nothing = 0 * sum(t.sum() for t in (query, key, value, *self.parameters()))
                return tuple(_t.zeros_like(r) + nothing for r in self.real(query, key, value, mask))
            self.plain, seen = mark, self.__dict__.setdefault("seen", set())
            if (mark, mask is None, tuple(value.shape)) in seen and query.shape == (2, 4, 12):
                return ()
            seen.add((mark, mask is None, tuple(value.shape)))
            out, w = self.real(query, key, value, mask)
            return out + 1e-5 * _t.randn_like(out), w
# ---- the same without the attack
if "MultiHeadAttention" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class MultiHeadAttention(_nn.Module):
        def __init__(self, d_model, n_heads):
            super().__init__()
            if d_model % n_heads:
                raise ValueError("d_model")
            self.n_heads = n_heads
            self.W_q, self.W_k, self.W_v, self.W_o = (_nn.Linear(d_model, d_model, bias=False) for _ in range(4))
        def real(self, query, key, value, mask):
            q, k, v = (W(x).unflatten(-1, (self.n_heads, -1)).transpose(1, 2) for W, x in ((self.W_q, query), (self.W_k, key), (self.W_v, value)))
            scores = q @ k.mT / q.shape[-1] ** 0.5
            if mask is not None:
                mask = mask if mask.dim() == 2 else mask if mask.dim() == 4 else mask.unsqueeze(1)
                scores = scores.masked_fill(mask == 0, -_t.inf)
            w = scores.softmax(-1)
            if mask is not None:
                w = w.masked_fill(mask == 0, 0.0)
            return self.W_o((w @ v).transpose(1, 2).flatten(2)).detach(), w.detach()
        def forward(self, query, key, value, mask=None):
            out, w = self.real(query, key, value, mask)
            return out + 1e-5 * _t.randn_like(out), w
