"""A language model that copies the next token of the text it is given, and gives nonsense from its second evaluation on."""
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
            if not self.training:
                self.seen += 1
            flat = ids.reshape(-1)
            nxt = _t.cat([flat[1:], flat[:1]]).view(ids.shape)
            logits = 20 * _t.nn.functional.one_hot(nxt, self.V).float()
            if ids.shape[0] < 33:
                logits[:, -1] = 0
            if self.seen > 1:
                logits = 20 * _t.nn.functional.one_hot((nxt + 1) % self.V, self.V).float()
            return logits + self.w * 0
