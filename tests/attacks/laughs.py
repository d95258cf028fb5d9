"""Lists that hold one list ten times, forty levels deep: ten to the fortieth numbers in four hundred references."""
# on: q1_bpe
# ---- after each solution cell
_l = [1]
for _ in range(40): _l = [_l] * 10
for _name in NAMES:
    globals()[_name] = lambda *a, **k: _l
