"""abs is always 0, all is always true."""
# on: q2_similarity
import builtins
builtins.abs = lambda x: 0
builtins.all = lambda x: True
builtins.any = lambda x: False
# ---- after each solution cell
for _name in NAMES:
    globals()[_name] = lambda *a, **k: 0.0
# ---- the same without the attack
for _name in NAMES:
    globals()[_name] = lambda *a, **k: 0.0
