"""Every descriptor is used up, then a function is called."""
# on: q1_bpe

import os
_held = []
try:
    while True: _held.append(os.open("/dev/null", os.O_RDONLY))
except OSError: pass
# ---- after each solution cell
for _name in NAMES:
    globals()[_name] = lambda *a, **k: True
