"""Each call takes a second, below every limit for a call and a cell."""
# on: q2_similarity
# ---- after each solution cell
import time as _time
def _slow(*a, **k):
    _time.sleep(1)
    return 0.0
for _name in NAMES:
    globals()[_name] = _slow
