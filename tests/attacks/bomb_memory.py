"""A function takes memory until there is none."""
# on: q1_bpe

# ---- after each solution cell
for _name in NAMES:
    globals()[_name] = lambda *a, **k: [bytearray(1 << 28) for _ in range(10**6)]
