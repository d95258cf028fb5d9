"""A list whose length and elements differ at each look."""
# on: q1_bpe

# ---- after each solution cell
class _Shifting(list):
    n = 0
    def __len__(self):
        _Shifting.n += 1
        return _Shifting.n
    def __iter__(self):
        _Shifting.n += 1
        return iter(["es", "est", "lo"][: _Shifting.n % 4])
    def __eq__(self, other): return True
    def __getitem__(self, k): return "lo"
for _name in NAMES:
    globals()[_name] = lambda *a, **k: _Shifting(["a"])
# ---- the same without the attack
for _name in NAMES:
    globals()[_name] = lambda *a, **k: ["a"]
