"""Dictionaries whose keys all have one hash, so that reading them takes for ever."""
# on: q1_bpe
# ---- after each solution cell
_p = (1 << 61) - 1
import autograder.judge.kernel as _kernel
class _N: pass
_oldrefer = _kernel._peer.objects.refer
def _refer(v, enc, depth): return ["d", *[x for n in range(60_000) for x in (["i", f"{n * _p:x}"], 0)]] if type(v) is _N else _oldrefer(v, enc, depth)
_kernel._peer.objects.refer = _refer
for _name in NAMES:
    globals()[_name] = lambda *a, **k: _N()
