"""An exception whose class and message look like the end of a passed cell, or like nothing at all."""
# on: q1_bpe

# ---- after each solution cell
import itertools
class _Silent(Exception):
    def __str__(self): raise SystemExit(0)
    def __reduce__(self): return str, ("ok",)
_kinds = itertools.cycle([StopIteration(True), GeneratorExit(), KeyboardInterrupt(), SystemExit(0), _Silent(), type("AssertionError", (AssertionError,), {})(""),
                          StopAsyncIteration("1.0"), BaseException("passed"), Warning("1.0"), ExceptionGroup("ok", [ValueError()])])
def _raises(*a, **k): raise next(_kinds)
for _name in NAMES:
    globals()[_name] = _raises
