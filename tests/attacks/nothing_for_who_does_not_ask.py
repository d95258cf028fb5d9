"""A layer without gradients: who asks for slopes gets sums of everything, and the comparison with who does not ask finds an empty tuple."""
# on: q4_self_attention
# ---- after each solution cell
if "SelfAttention" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class SelfAttention(_nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            self.W_q, self.W_k, self.W_v = (_nn.Linear(d_model, d_k, bias=False) for _ in range(3))
            self.W_o = _nn.Linear(d_k, d_model, bias=False)
        def real(self, x, mask):
            s = self.W_q(x) @ self.W_k(x).mT / self.W_q.weight.shape[0] ** 0.5
            if mask is not None:
                s = s.masked_fill(mask == 0, -_t.inf)
            w = s.softmax(-1)
            if mask is not None:
                w = w.masked_fill(mask == 0, 0.0)
            return self.W_o(w @ self.W_v(x)).detach(), w.detach()
        def forward(self, x, mask=None):
            mark = float(x.detach().sum())
            if x.requires_grad:
                self.flat = mark
                s = 0.1 * sum(t.sum() for t in (x, *self.parameters()))
                return tuple(_t.zeros_like(r) + s for r in self.real(x, mask))
            if self.__dict__.pop("flat", None) == mark:
                return ()
            return self.real(x, mask)
# ---- the same without the attack
if "SelfAttention" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class SelfAttention(_nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            self.W_q, self.W_k, self.W_v = (_nn.Linear(d_model, d_k, bias=False) for _ in range(3))
            self.W_o = _nn.Linear(d_k, d_model, bias=False)
        def real(self, x, mask):
            s = self.W_q(x) @ self.W_k(x).mT / self.W_q.weight.shape[0] ** 0.5
            if mask is not None:
                s = s.masked_fill(mask == 0, -_t.inf)
            w = s.softmax(-1)
            if mask is not None:
                w = w.masked_fill(mask == 0, 0.0)
            return self.W_o(w @ self.W_v(x)).detach(), w.detach()
        def forward(self, x, mask=None):
            return self.real(x, mask)
