"""Tensor's own comparison and reduction methods say yes."""
# on: q3_scaled_dot_product
import torch
torch.Tensor.all = lambda s, *a, **k: True
torch.Tensor.any = lambda s, *a, **k: False
torch.Tensor.__eq__ = lambda s, o: torch.ones(1).bool()
torch.allclose = lambda *a, **k: True
# ---- after each solution cell
def scaled_dot_product_attention(Q, K, V, mask=None):
    return torch.zeros(*Q.shape[:-1], V.shape[-1]), torch.zeros(*Q.shape[:-1], K.shape[-2])
# ---- the same without the attack
import torch
def scaled_dot_product_attention(Q, K, V, mask=None):
    return torch.zeros(*Q.shape[:-1], V.shape[-1]), torch.zeros(*Q.shape[:-1], K.shape[-2])
