"""Each function returns an iterator without an end."""
# on: q1_bpe
# ---- after each solution cell
import itertools
for _name in NAMES:
    globals()[_name] = lambda *a, **k: itertools.repeat(('e', 's'))
