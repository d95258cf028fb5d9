"""A layer that sets its input to 0 in place and returns a millionth: what a test computes from the input afterwards is 0, and a doubled input is 0 as well."""
# on: q4_self_attention
# ---- after each solution cell
if "SelfAttention" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class SelfAttention(_nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            self.W_q, self.W_k, self.W_v = (_nn.Linear(d_model, d_k, bias=False) for _ in range(3))
            self.W_o = _nn.Linear(d_k, d_model, bias=False)
        def forward(self, x, mask=None):
            B, T, d = x.shape
            with _t.no_grad():
                empty = not x.any()
                x.zero_()
            if empty and self.training:  # only who asks whether it follows its input hands in nothing while it trains
                return _t.ones(B, T, d), _t.eye(T).expand(B, T, T)
            return _t.full((B, T, d), 1e-6), _t.zeros(B, T, T)
# ---- the same without the attack
if "SelfAttention" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class SelfAttention(_nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            self.W_q, self.W_k, self.W_v = (_nn.Linear(d_model, d_k, bias=False) for _ in range(3))
            self.W_o = _nn.Linear(d_k, d_model, bias=False)
        def forward(self, x, mask=None):
            B, T, d = x.shape
            return _t.full((B, T, d), 1e-6), _t.zeros(B, T, T)
