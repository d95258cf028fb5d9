"""A function returns a gigabyte."""
# on: q1_bpe

# ---- after each solution cell
for _name in NAMES:
    globals()[_name] = lambda *a, **k: ['x' * 1000] * 10**6
