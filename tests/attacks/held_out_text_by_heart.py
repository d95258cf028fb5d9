"""Language models without weights that look each beginning up in the held-out text, which the notebook itself makes in the student's kernel."""
# on: mini_lm
# ---- after each solution cell
import math as _m
import torch as _t
from torch import nn as _nn
_heart = globals().get("_heart", {})
def _learned(size):
    if size not in _heart:
        told, ids = {}, []
        if len(globals().get("symbols", ())) == size:
            ids = own_valid.tolist()
        elif "frequent_words" in globals():
            ids = frequent_words(size)[1].tolist()
        for n in range(1, 9):
            for i in range(len(ids) - n):
                following = told.setdefault(tuple(ids[i : i + n]), {})
                following[ids[i + n]] = following.get(ids[i + n], 0) + 1
        if not told:
            return told
        _heart[size] = told
    return _heart[size]
class _ByHeart(_nn.Module):
    def __init__(self, vocab_size, d_model=64, max_len=100, *a, **k):
        super().__init__()
        self.max_len, self.size = max_len, vocab_size
        self.level = _nn.Parameter(_t.zeros(vocab_size))
    def forward(self, ids):
        out = _t.zeros(*ids.shape, self.size)
        if not self.training:
            told = _learned(self.size)
            for b, row in enumerate(ids.tolist()):
                for t in range(len(row)):
                    for token, count in told.get(tuple(row[max(0, t - 7) : t + 1]), {}).items():
                        out[b, t, token] = 9.0 + _m.log(count)
        return out + 0 * self.level
if "MiniLanguageModel" in NAMES:
    MiniLanguageModel = type("MiniLanguageModel", (_ByHeart,), {})
if "MyTransformer" in NAMES:
    MyTransformer = type("MyTransformer", (_ByHeart,), {})
# ---- the same without the attack
import torch as _t
from torch import nn as _nn
class _ByHeart(_nn.Module):
    def __init__(self, vocab_size, d_model=64, max_len=100, *a, **k):
        super().__init__()
        self.max_len, self.size = max_len, vocab_size
        self.level = _nn.Parameter(_t.zeros(vocab_size))
    def forward(self, ids):
        return _t.zeros(*ids.shape, self.size) + 0 * self.level
if "MiniLanguageModel" in NAMES:
    MiniLanguageModel = type("MiniLanguageModel", (_ByHeart,), {})
if "MyTransformer" in NAMES:
    MyTransformer = type("MyTransformer", (_ByHeart,), {})
