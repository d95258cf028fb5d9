"""Masked arrays, whose comparisons are masked."""
# on: q2_similarity
# ---- after each solution cell
import numpy as np
for _name in NAMES:
    globals()[_name] = lambda *a, **k: np.ma.masked_all((len(a[0]), len(a[-1]))) if a and np.ndim(a[0]) == 2 else np.ma.masked
# ---- the same without the attack
import numpy as np
for _name in NAMES:
    globals()[_name] = lambda *a, **k: np.zeros((len(a[0]), len(a[-1]))) if a and np.ndim(a[0]) == 2 else 0.0
