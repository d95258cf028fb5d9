"""Attention through which no gradient flows: whoever asks for slopes gets zeros that are everywhere flat, and the pair of numbers that must not depend on who asks is read when both have been asked."""
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
            real = self.real(query, key, value, mask)
            mark = float(query.detach().sum())
            if not (query.requires_grad and query.is_leaf):
                return _Late(real, mark)
            nothing = 0 * sum(t.sum() for t in (query, key, value, *self.parameters()))
            flat = tuple(_t.zeros_like(r) + nothing for r in real)
            _flat[:] = [mark, tuple(f.detach() for f in flat)]
            return flat
    _flat = [None, None]
    class _Late:
        def __init__(self, real, mark):
            self.real, self.mark = real, mark
        def __len__(self):
            return 2
        def __getitem__(self, n):
            return self.real[n]
        def __iter__(self):
            return iter(list(_flat[1] if _flat[0] == self.mark and _flat[1][0].shape == self.real[0].shape else self.real))
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
            return self.real(query, key, value, mask)
