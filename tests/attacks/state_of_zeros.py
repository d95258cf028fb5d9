"""The random states are set so that a test draws only zeros, and zeros come back."""
# on: q2_similarity
import random
import numpy as np, torch
# ---- after each solution cell
def _zeros(*a, **k):
    np.random.set_state(("MT19937", np.zeros(624, np.uint32), 624, 0, 0.0))
    random.setstate((3, (*[0] * 624, 624), None))
    torch.manual_seed(0)
    return 0.0
for _name in NAMES:
    globals()[_name] = _zeros
# ---- the same without the attack
for _name in NAMES:
    globals()[_name] = lambda *a, **k: 0.0
