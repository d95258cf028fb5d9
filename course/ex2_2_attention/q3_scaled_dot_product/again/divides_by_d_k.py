"""
en: As wrong/divides_by_d_k.py, written a second way.
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    logits = torch.einsum("...id,...jd->...ij", Q / Q.size(-1), K)
    seen = torch.ones_like(logits) if mask is None else mask.to(logits.dtype).expand_as(logits)
    logits = torch.where(seen > 0, logits, torch.finfo(logits.dtype).min)
    weights = F.softmax(logits, dim=-1) * seen
    return weights.matmul(V), weights
