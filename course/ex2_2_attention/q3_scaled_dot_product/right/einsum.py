"""
ja: 二つの積を einsum で計算する。
en: Both products as einsum.
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    scores = torch.einsum("...qd,...kd->...qk", Q, K) * Q.size(-1) ** -0.5
    if mask is not None:
        mask = mask.to(torch.bool)
        scores = torch.where(mask, scores, torch.tensor(float("-inf"), dtype=scores.dtype))
    w = torch.nan_to_num(torch.softmax(scores, dim=-1), nan=0.0) if mask is not None else torch.softmax(scores, dim=-1)
    return torch.einsum("...qk,...kd->...qd", w, V), w
