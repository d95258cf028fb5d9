"""A module whose class says it is of torch.nn, so that the judge would run code of its choice."""
# on: q4_self_attention
# ---- after each solution cell
import torch
from torch import nn
class SelfAttention(nn.MultiheadAttention):
    def __init__(self, d_model, d_k=None):
        super().__init__(d_model, 1, bias=False)
        for w in "qkvo": setattr(self, f"W_{w}", nn.Linear(d_model, d_k or d_model, bias=False))
        self.__class__.__module__ = "torch.nn.modules.linear"; self.__class__.__name__ = "Identity"
    def forward(self, x, mask=None): return x, x
    def parameters(self, *a): return iter(())
    def named_parameters(self, *a, **k): return iter(())
# ---- the same without the attack
import torch
from torch import nn
class SelfAttention(nn.Module):
    def __init__(self, d_model, d_k=None):
        super().__init__()
        for w in "qkvo": setattr(self, f"W_{w}", nn.Linear(d_model, d_k or d_model, bias=False))
    def forward(self, x, mask=None): return x, x
