"""Outputs that are views of the arguments, expanded, overlapping or with stride 0."""
# on: q3_scaled_dot_product
# ---- after each solution cell
import torch
def scaled_dot_product_attention(Q, K, V, mask=None):
    return V.mean(-2, keepdim=True).expand(*Q.shape[:-1], V.shape[-1]), torch.full((1,), 1 / K.shape[-2], dtype=Q.dtype).expand(*Q.shape[:-1], K.shape[-2])
# ---- the same without the attack
import torch
def scaled_dot_product_attention(Q, K, V, mask=None):
    w = torch.full((*Q.shape[:-1], K.shape[-2]), 1 / K.shape[-2], dtype=Q.dtype)
    return w @ V, w
