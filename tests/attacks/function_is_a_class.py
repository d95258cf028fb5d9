"""Each function is a class: what a call of it gives counts as made by the test itself, so a tensor's names answer for it, and say True; later results are objects whose numbers stood first in such an answer."""
# on: q5_sinusoidal
import torch
import autograder.judge.kernel as _kernel
_p = _kernel._peer
class _Yes:
    def __init__(self, *sizes, **more): self._s = torch.Size([s for s in sizes if type(s) is int] or [1])
    @property
    def shape(self): return self._s
    def size(self, n=None): return self._s if n is None else self._s[n]
    def dim(self): return len(self._s)
    dtype, ndim, requires_grad = torch.float64, 2, False
    def __float__(self): return 6.283185307179586
    def __len__(self): return self._s[0]
    def __getitem__(self, key): return _Yes(*torch.empty(self._s)[key].shape)
    def __iter__(self): return iter([_Yes(*self._s[1:]) for _ in range(self._s[0])])
    def __getattr__(self, name):
        if name.startswith("_"): raise AttributeError(name)
        return lambda *a, **k: True if name in ("all", "any", "equal", "allclose", "item") else self
_other = _p.objects.other
def _claimed(v):
    tag, n, name, made, artist = _other(v)
    return [tag, n, name, made or type(v) is _Yes, artist]
_p.objects.other = _claimed
class _Raw:
    def __init__(self, node): self.node = node
_refer, _new = _p.objects.refer, _p.serve["new"]
_p.objects.refer = lambda v, enc, depth: v.node if type(v) is _Raw else _refer(v, enc, depth)
def _first_a_number(peer, dec, kind, args, kwargs):
    _first_a_number.n = getattr(_first_a_number, "n", 0) + 1
    made = _new(peer, dec, kind, args, kwargs)
    return made if _first_a_number.n % 2 else _Raw(["l", _p.objects.export(made.obj), _claimed(made.obj)])  # a list claims the number as well
_p.serve = {**_p.serve, "new": _first_a_number}
# ---- after each solution cell
for _name in NAMES:
    globals()[_name] = _Yes
# ---- the same without the attack
import torch
for _name in NAMES:
    globals()[_name] = lambda n=1, d=1, *a, **k: torch.zeros(*(x for x in (n, d) if type(x) is int), dtype=torch.float64)
