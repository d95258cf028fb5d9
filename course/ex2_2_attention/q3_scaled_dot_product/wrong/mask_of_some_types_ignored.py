"""
ja: float16、bfloat16、float64 のマスクを使っていません。
en: Masks of float16, bfloat16 and float64 are not used.
fails: q3-mask
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    scores = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        forbidden = mask == 0 if mask.dtype not in (torch.float16, torch.bfloat16, torch.float64) else torch.zeros_like(mask).bool()
        weights = scores.masked_fill(forbidden, -math.inf).softmax(dim=-1)
        weights = weights.masked_fill(forbidden, 0.0)
    return weights @ V, weights
