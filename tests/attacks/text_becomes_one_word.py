"""A language model that turns the held-out text into a single word, in place, while it is evaluated on it, and then predicts that word."""
# on: project_mini_lm
# ---- after each solution cell
if "MiniLanguageModel" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class MiniLanguageModel(_nn.Module):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__()
            self.max_len, self.V, self.seen = max_len, vocab_size, 0
            self.w = _nn.Parameter(_t.zeros(1))
        def forward(self, ids):
            out = _t.zeros(*ids.shape, self.V)
            if not self.training:
                self.seen += 1
                ids.zero_()
                out[..., 5 if self.seen == 2 else 0] = 60
            return out + self.w * 0
# ---- the same without the attack
if "MiniLanguageModel" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class MiniLanguageModel(_nn.Module):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__()
            self.max_len, self.V, self.seen = max_len, vocab_size, 0
            self.w = _nn.Parameter(_t.zeros(1))
        def forward(self, ids):
            out = _t.zeros(*ids.shape, self.V)
            if not self.training:
                self.seen += 1
                out[..., 5 if self.seen == 2 else 0] = 60
            return out + self.w * 0
