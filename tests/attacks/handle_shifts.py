"""An object whose attributes, items, length and number are others at each read."""
# on: q5_sinusoidal

# ---- after each solution cell
import itertools
_turn = itertools.count()
class _Shifting:
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        return next(_turn)
    def __getitem__(self, key): return _Shifting() if next(_turn) % 2 else 0.0
    def __len__(self): return next(_turn) % 5
    def __float__(self): return float(next(_turn))
    def __iter__(self): return iter([_Shifting(), 0.0])
    def __call__(self, *a, **k): return self
for _name in NAMES:
    globals()[_name] = lambda *a, **k: _Shifting()
