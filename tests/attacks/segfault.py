"""Each function ends the kernel by a segmentation fault."""
# on: q1_bpe
# ---- after each solution cell
import ctypes
for _name in NAMES:
    globals()[_name] = lambda *a, **k: ctypes.string_at(0)
