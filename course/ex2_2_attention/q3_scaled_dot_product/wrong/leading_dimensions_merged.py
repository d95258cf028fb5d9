"""
ja: 先頭の次元を一つにまとめたまま返しています。
en: Leading dimensions come back merged into one.
fails: q3-leading
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    scores = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        forbidden = mask == 0
        weights = scores.masked_fill(forbidden, -math.inf).softmax(dim=-1)
        weights = weights.masked_fill(forbidden, 0.0)
    out = weights @ V
    if out.dim() > 4:
        out, weights = out.flatten(0, -4), weights.flatten(0, -4)
    return out, weights
