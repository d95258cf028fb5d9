"""A module with the right names and shapes in its state dict, whose forward looks at none of them."""
# on: q4_self_attention

# ---- after each solution cell
import torch
from torch import nn
class _Liar(nn.Module):
    def __init__(self, d_model=4, d_k=None, *a, **k):
        super().__init__()
        for _w in ("W_q", "W_k", "W_v", "W_o"):
            setattr(self, _w, nn.Linear(d_model, d_k or d_model, bias=False))
    def state_dict(self, *a, **k): return {"W_q.weight": torch.eye(3)}
    def load_state_dict(self, *a, **k): return True
    def parameters(self, *a, **k): return iter([])
    def __call__(self, x, *a, **k): return x, torch.zeros(*x.shape[:-1], x.shape[-2])
for _name in NAMES:
    globals()[_name] = _Liar
# ---- the same without the attack
import torch
from torch import nn
class _Useless(nn.Module):
    def __init__(self, d_model=4, d_k=None, *a, **k):
        super().__init__()
        for _w in ("W_q", "W_k", "W_v", "W_o"):
            setattr(self, _w, nn.Linear(d_model, d_k or d_model, bias=False))
    def forward(self, x, *a, **k): return x, torch.zeros(*x.shape[:-1], x.shape[-2])
for _name in NAMES:
    globals()[_name] = _Useless
