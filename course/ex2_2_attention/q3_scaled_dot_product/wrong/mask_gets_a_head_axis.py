"""
ja: マスクに次元を足しているため、別の先頭の次元に合わせられます。
en: An axis is put into the mask, so that it lines up with another leading dimension.
fails: q3-mask-broadcast
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    scores = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        forbidden = mask == 0
        if scores.dim() == 4 and forbidden.dim() == 3:
            forbidden = forbidden.unsqueeze(1)
        weights = scores.masked_fill(forbidden, -math.inf).softmax(dim=-1)
        weights = weights.masked_fill(forbidden, 0.0)
    return weights @ V, weights
