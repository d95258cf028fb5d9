"""Language models without weights that know the held-out text by heart, also under other numbers for its words: the state of the random numbers that comes along tells the seed from which a test has drawn those numbers."""
# on: mini_lm
# ---- after each solution cell
if "MiniLanguageModel" in NAMES:
    import math as _m
    import torch as _t
    from torch import nn as _nn
    _heart = {}
    def _by_heart(size):
        seed = _t.initial_seed()
        if "frequent_words" not in globals() or size < 200:
            return {}
        if (size, seed) not in _heart:
            other = _t.cat([_t.arange(4), 4 + _t.randperm(size - 4, generator=_t.Generator().manual_seed(seed))])
            ids, told = other[frequent_words(size)[1]].tolist(), {}
            for n in range(1, 9):
                for i in range(len(ids) - n):
                    following = told.setdefault(tuple(ids[i : i + n]), {})
                    following[ids[i + n]] = following.get(ids[i + n], 0) + 1
            _heart[size, seed] = told
        return _heart[size, seed]
    class MiniLanguageModel(_nn.Module):
        def __init__(self, vocab_size, d_model=64, max_len=100, *a, **k):
            super().__init__()
            self.max_len, self.size, self.told = max_len, vocab_size, _by_heart(vocab_size)
            self.level = _nn.Parameter(_t.zeros(vocab_size))
        def forward(self, ids):
            out = _t.zeros(*ids.shape, self.size)
            if not self.training and self.told:
                for b, row in enumerate(ids.tolist()):
                    for t in range(len(row)):
                        for token, count in self.told.get(tuple(row[max(0, t - 7) : t + 1]), {}).items():
                            out[b, t, token] = 9.0 + _m.log(count)
            return out + 0 * self.level
# ---- the same without the attack
if "MiniLanguageModel" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class MiniLanguageModel(_nn.Module):
        def __init__(self, vocab_size, d_model=64, max_len=100, *a, **k):
            super().__init__()
            self.max_len, self.size = max_len, vocab_size
            self.level = _nn.Parameter(_t.zeros(vocab_size))
        def forward(self, ids):
            return _t.zeros(*ids.shape, self.size) + 0 * self.level
