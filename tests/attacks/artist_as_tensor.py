"""An object of a class derived from a matplotlib artist, with a tensor's methods, in place of tensors."""
# on: q3_scaled_dot_product
# ---- after each solution cell
import torch
from matplotlib.artist import Artist
class _T(Artist):
    def __init__(self, shape): super().__init__(); self.t = torch.zeros(shape)
    shape = property(lambda s: s.t.shape)
    dtype = property(lambda s: s.t.dtype)
    requires_grad = property(lambda s: True)
    def double(self): return self.t.double()
    def all(self, *a): return True
    def any(self, *a): return False
    def isnan(self): return torch.zeros(1).bool()
    def isfinite(self): return torch.ones(1).bool()
    def clone(self): return self.t
    def sum(self, *a): return torch.ones(self.t.shape[:-1])
    def __getitem__(self, k): return self.t[k]
scaled_dot_product_attention = lambda Q, K, V, mask=None: (_T((*Q.shape[:-1], V.shape[-1])), _T((*Q.shape[:-1], K.shape[-2])))
# ---- the same without the attack
import torch
scaled_dot_product_attention = lambda Q, K, V, mask=None: (torch.zeros(*Q.shape[:-1], V.shape[-1]), torch.zeros(*Q.shape[:-1], K.shape[-2]))
