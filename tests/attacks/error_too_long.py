"""A result so long that the message of the failed assertion is more than a notebook may print."""
# on: q2_similarity

# ---- after each solution cell
for _name in NAMES:
    globals()[_name] = lambda *a, **k: 'x' * 3_000_000
