"""Every number is NaN."""
# on: q2_similarity

# ---- after each solution cell
for _name in NAMES:
    globals()[_name] = lambda *a, **k: float('nan')
