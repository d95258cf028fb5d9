"""
en: As wrong/no_scale.py, written a second way.
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    logits = torch.einsum("...qd,...kd->...qk", Q, K)
    if mask is not None:
        seen = mask.bool()
        logits = torch.where(seen, logits, torch.full_like(logits, -math.inf))
    weights = F.softmax(logits, -1)
    if mask is not None:
        weights = weights * 0 if not seen.any() else torch.nan_to_num(weights)
    return torch.einsum("...qk,...kv->...qv", weights, V), weights
