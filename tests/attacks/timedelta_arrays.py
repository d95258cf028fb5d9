"""Arrays of times, of not-a-time, of text and of void in place of numbers."""
# on: q2_similarity
# ---- after each solution cell
import numpy as np, itertools
_turn = itertools.cycle([lambda: np.array(0, "m8"), lambda: np.timedelta64("NaT"), lambda: np.array([], "M8[s]"), lambda: np.array("0.0"), lambda: np.zeros((0, 3)), lambda: np.array(0.0), lambda: np.float16("nan"), lambda: np.zeros(1, "V4"), lambda: np.ma.masked, lambda: np.ma.masked_all((2, 2)), lambda: np.broadcast_to(0.0, (3, 3))])
for _name in NAMES:
    globals()[_name] = lambda *a, **k: next(_turn)()
# ---- the same without the attack
for _name in NAMES:
    globals()[_name] = lambda *a, **k: 0.0
