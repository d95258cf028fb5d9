"""An exception by hand over the border, with a message of megabytes, so that the error is too long to be kept."""
# on: q1_bpe
import autograder.judge.kernel as _kernel
# ---- after each solution cell
def _raises(*a, **k):
    _kernel._peer.wire.send({"a": _kernel._peer.pending[-1], "e": [["ValueError"], ["x" * 7_000_000]], "s": []}, [])
    return 1
for _name in NAMES:
    globals()[_name] = _raises
