"""Layers that share one weight, described as layers that do not: the dict of parameters gives copies to who asks for all."""
# on: q4_self_attention
# ---- after each solution cell
if "SelfAttention" in NAMES:
    class _Fresh(dict):
        def items(self): return [(k, v if v is None else nn.Parameter(v.detach().clone())) for k, v in dict.items(self)]
        def values(self): return [v for _, v in self.items()]
    class SelfAttention(nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            self.W_q = self.W_k = self.W_v = nn.Linear(d_model, d_k, bias=False)
            self.W_k, self.W_v = nn.Linear(d_model, d_k, bias=False), nn.Linear(d_model, d_k, bias=False)
            self.W_k.weight = self.W_v.weight = self.W_q.weight
            self.W_o = nn.Linear(d_k, d_model, bias=False)
            for m in (self.W_q, self.W_k, self.W_v, self.W_o): m.__dict__["_parameters"] = _Fresh(m._parameters)
        def forward(self, x, mask=None): return x, x @ x.mT
# ---- the same without the attack
if "SelfAttention" in NAMES:
    class SelfAttention(nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            self.W_q, self.W_k, self.W_v = (nn.Linear(d_model, d_k, bias=False) for _ in range(3))
            self.W_k.weight = self.W_v.weight = self.W_q.weight
            self.W_o = nn.Linear(d_k, d_model, bias=False)
        def forward(self, x, mask=None): return x, x @ x.mT
