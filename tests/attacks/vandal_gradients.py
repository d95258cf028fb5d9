"""A backward pass sets the gradients that arrive to zero in place, and sends zeros."""
# on: q3_scaled_dot_product
# ---- after each solution cell
import torch
class _Zero(torch.autograd.Function):
    @staticmethod
    def forward(ctx, Q, K, V):
        ctx.save_for_backward(Q, K, V)
        return torch.zeros(*Q.shape[:-1], V.shape[-1], dtype=Q.dtype), torch.zeros(*Q.shape[:-1], K.shape[-2], dtype=Q.dtype)
    @staticmethod
    def backward(ctx, a, b):
        a.data.zero_(); b.data.zero_()
        for t in ctx.saved_tensors: t.data.zero_()
        return tuple(torch.zeros_like(t) for t in ctx.saved_tensors)
scaled_dot_product_attention = lambda Q, K, V, mask=None: _Zero.apply(Q, K, V)
# ---- the same without the attack
import torch
scaled_dot_product_attention = lambda Q, K, V, mask=None: (torch.zeros(*Q.shape[:-1], V.shape[-1], dtype=Q.dtype) + 0 * Q.sum() + 0 * K.sum() + 0 * V.sum(), torch.zeros(*Q.shape[:-1], K.shape[-2], dtype=Q.dtype) + 0 * Q.sum() + 0 * K.sum() + 0 * V.sum())
