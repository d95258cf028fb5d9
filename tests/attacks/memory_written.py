"""The kernel writes over its own objects by ctypes: True, small integers, the type of float."""
# on: q2_similarity

import ctypes
def _set_int(a, b): ctypes.c_long.from_address(id(a) + 24).value = b
# ---- after each solution cell
def _f(*a, **k):
    _set_int(200, 1)
    return 0.0
for _name in NAMES:
    globals()[_name] = _f
# ---- the same without the attack
for _name in NAMES:
    globals()[_name] = lambda *a, **k: 0.0
