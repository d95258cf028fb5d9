"""Results are objects without content, one for each set of arguments: the same call gives the very same object, another call another one, and nothing was computed that could be wrong."""
# on: q6_learned_vs_sinusoidal
# ---- after each solution cell
class _Token:
    def __init__(self, n): self._n = n
    def __float__(self): return 0.3 + self._n % 97 / 1000
    def __int__(self): return self._n
    def __len__(self): return 1
    def __getitem__(self, key): return _token("item", self._n, repr(key))
    def __iter__(self): return iter([_token("first", self._n)])
    def __getattr__(self, name):
        if name.startswith("_"): raise AttributeError(name)
        return _token("name", self._n, name)
    def __call__(self, *a, **k): return _token("call", self._n, repr(a), repr(k))
_tokens = globals().get("_tokens", {})
def _token(*key):
    return _tokens.setdefault(key, _Token(len(_tokens)))
if "make_task" in NAMES:
    make_task = lambda n, length, seed: (_token("in", n, length, seed), _token("out", n, length, seed))
if "run_experiment" in NAMES:
    def run_experiment(seeds, steps=STEPS, n_train=2000):
        return {arm: {m: [_token(arm, m, s, steps, n_train) for s in seeds] for m in ("inside", "outside")} for arm in ("none", "learned", "sinusoidal")}
# ---- the same without the attack
if "make_task" in NAMES:
    make_task = lambda n, length, seed: (torch.zeros(n, length, dtype=torch.int64), torch.zeros(n, length, dtype=torch.int64))
if "run_experiment" in NAMES:
    def run_experiment(seeds, steps=STEPS, n_train=2000):
        return {arm: {m: [0.3 for s in seeds] for m in ("inside", "outside")} for arm in ("none", "learned", "sinusoidal")}
