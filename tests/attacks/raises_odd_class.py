"""Exceptions whose class, args, str and repr fail or lie."""
# on: q1_bpe
# ---- after each solution cell
class _Meta(type):
    def __getattribute__(cls, name): raise RuntimeError(name)
class _Odd(Exception):
    args = property(lambda s: 1 / 0)
    def __str__(s): return s
    __repr__ = __str__
    def __getattribute__(s, n): raise SystemExit(0)
def _raises(*a, **k): raise _Odd()
for _name in NAMES:
    globals()[_name] = _raises
