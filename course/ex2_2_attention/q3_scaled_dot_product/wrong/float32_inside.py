"""
ja: 途中を float32 で計算しているため、float64 の精度が出ません。
en: Logits are computed in float32, so float64 loses its precision.
fails: q3-scale q3-gradient
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    scores = (Q.float() @ K.float().transpose(-2, -1) / math.sqrt(Q.shape[-1])).to(Q.dtype)
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        forbidden = mask == 0
        weights = scores.masked_fill(forbidden, -math.inf).softmax(dim=-1)
        weights = weights.masked_fill(forbidden, 0.0)
    return weights @ V, weights
