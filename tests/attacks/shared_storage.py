"""Output and weights are one storage, so that what a test does to one happens to the other."""
# on: q3_scaled_dot_product

# ---- after each solution cell
import torch
_store = torch.zeros(4096)
def _views(Q=None, K=None, V=None, mask=None, *a, **k):
    if not isinstance(Q, torch.Tensor): return _store[:9].view(3, 3)
    n = Q.shape[-2] * V.shape[-1]
    return _store[:n].view(Q.shape[-2], V.shape[-1]), _store[: Q.shape[-2] * K.shape[-2]].view(Q.shape[-2], K.shape[-2])
for _name in NAMES:
    globals()[_name] = _views
# ---- the same without the attack
import torch
for _name in NAMES:
    globals()[_name] = lambda Q=None, K=None, V=None, mask=None, *a, **k: (torch.zeros(Q.shape[-2], V.shape[-1]), torch.zeros(Q.shape[-2], K.shape[-2])) if isinstance(Q, torch.Tensor) else torch.zeros(3, 3)
