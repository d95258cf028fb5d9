"""
en: Each row takes away the keys that it may not see; a mask that closes everything leaves W_q and W_k without a gradient.
"""

import math

import torch
from torch import nn


def weights_of_seen_keys(scores, mask):
    """scores: (B, H, T_q, T_k); mask: bool, of the same shape"""
    weights = torch.zeros_like(scores)
    B, H, T_q, _ = scores.shape
    for b in range(B):
        for h in range(H):
            for t in range(T_q):
                seen = mask[b, h, t].nonzero().flatten()
                if len(seen) > 0:
                    weights[b, h, t, seen] = torch.softmax(scores[b, h, t, seen], dim=0)
    return weights


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model: int, n_heads: int):
        super().__init__()
        if d_model not in range(n_heads, d_model + 1, n_heads):
            raise ValueError("d_model is not a multiple of n_heads")
        self.H, self.d_h = n_heads, d_model // n_heads
        self.W_o = nn.Linear(d_model, d_model)
        self.W_v = nn.Linear(d_model, d_model)
        self.W_k = nn.Linear(d_model, d_model)
        self.W_q = nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        B, T_q, T_k = query.size(0), query.size(1), key.size(1)
        q = self.W_q(query).reshape(B, T_q, self.H, self.d_h).transpose(1, 2)
        k = self.W_k(key).reshape(B, T_k, self.H, self.d_h).permute(0, 2, 3, 1)
        v = self.W_v(value).reshape(B, T_k, self.H, self.d_h).transpose(1, 2)
        scores = torch.matmul(q, k) / math.sqrt(self.d_h)
        if mask is None:
            weights = nn.functional.softmax(scores, dim=3)
        else:
            if mask.dim() == 3:
                mask = mask[:, None]
            weights = weights_of_seen_keys(scores, mask.broadcast_to(scores.shape))
        joined = torch.matmul(weights, v).transpose(1, 2).reshape(B, T_q, self.H * self.d_h)
        return self.W_o(joined), weights


def sum_over_pairs(heads):
    """heads: a list of (B, T_q, T_k); the sum of the distances of all its pairs"""
    if len(heads) < 2:
        return 0.0
    first, *rest = heads
    own = sum(0.5 * (first - other).abs().sum(-1).mean().item() for other in rest)
    return own + sum_over_pairs(rest)


def attention_diversity(weights) -> float:
    heads = list(weights.detach().unbind(dim=1))
    pairs = math.comb(len(heads), 2)
    return min(1.0, sum_over_pairs(heads) / pairs) if pairs else 0.0
