"""A function returns a list that holds itself."""
# on: q1_bpe
_l = []
_l.append(_l)
# ---- after each solution cell
for _name in NAMES:
    globals()[_name] = lambda *a, **k: _l
