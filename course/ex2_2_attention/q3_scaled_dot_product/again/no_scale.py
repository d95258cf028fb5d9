"""
en: As wrong/no_scale.py, written a second way.
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    logits = torch.einsum("...qd,...kd->...qk", Q, K)
    allowed = torch.ones_like(logits).bool() if mask is None else (mask != 0).expand_as(logits)
    kept = logits.masked_fill(~allowed, torch.finfo(logits.dtype).min)
    powers = torch.where(allowed, (kept - kept.amax(-1, keepdim=True).detach()).exp(), torch.zeros_like(kept))
    total = powers.sum(-1, keepdim=True)
    weights = powers / torch.where(allowed.any(-1, keepdim=True), total, torch.ones_like(total))
    return torch.einsum("...qk,...kv->...qv", weights, V), weights
