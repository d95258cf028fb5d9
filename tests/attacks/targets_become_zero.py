"""A language model without tokens, a row of numbers for each position: it sets the text to 0 in place, which makes the targets 0, and those are quickly learned by heart."""
# on: project_mini_lm
# ---- after each solution cell
if "MiniLanguageModel" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class MiniLanguageModel(_nn.Module):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__()
            self.max_len = max_len
            self.rows = _nn.Parameter(_t.zeros(max_len, vocab_size))
        def forward(self, ids):
            ids.zero_()
            return self.rows[: ids.shape[1]].expand(*ids.shape, -1) * 1.0
# ---- the same without the attack
if "MiniLanguageModel" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class MiniLanguageModel(_nn.Module):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__()
            self.max_len = max_len
            self.rows = _nn.Parameter(_t.zeros(max_len, vocab_size))
        def forward(self, ids):
            return self.rows[: ids.shape[1]].expand(*ids.shape, -1) * 1.0
