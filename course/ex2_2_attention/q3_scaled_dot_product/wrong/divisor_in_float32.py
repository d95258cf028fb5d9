"""
ja: 割る数が float32 のテンソルなので、float64 の精度が落ちます。
en: The divisor is a float32 tensor, which costs float64 its precision.
fails: q3-scale
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    root = torch.sqrt(torch.tensor(float(Q.shape[-1]), device=Q.device))
    scores = Q @ K.transpose(-2, -1) / root
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        forbidden = mask == 0
        weights = scores.masked_fill(forbidden, -math.inf).softmax(dim=-1)
        weights = weights.masked_fill(forbidden, 0.0)
    return weights @ V, weights
