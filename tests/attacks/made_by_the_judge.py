"""A handle that says it was made by the judge, so that a tensor's names answer."""
# on: q5_sinusoidal

import torch
import autograder.judge.kernel as _k
_old = _k._peer.objects.other
def _other(v):
    n = _old(v)
    return [n[0], n[1], n[2], True, *n[4:]]
_k._peer.objects.other = _other
class _T:
    def __init__(self, *shape): self.t = torch.zeros(*shape, dtype=torch.float64)
    def __getattr__(self, n): return getattr(self.t, n)
    def __float__(self): return 6.28
    def __getitem__(self, k): return self.t[k]
    def __len__(self): return 3
# ---- after each solution cell
for _name in NAMES:
    globals()[_name] = lambda n=1, d=1, *a, **k: _T(n, d)
# ---- the same without the attack
import torch
for _name in NAMES:
    globals()[_name] = lambda n=1, d=1, *a, **k: torch.zeros(n, d, dtype=torch.float64)
