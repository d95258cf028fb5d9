"""Arguments are carried out in an exception's message."""
# on: q1_bpe
def _tell(*a, **k): raise ValueError(repr((a, k)))
# ---- after each solution cell
for _name in NAMES:
    globals()[_name] = _tell
