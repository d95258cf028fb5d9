"""
ja: K が正方形のとき、転置を忘れています。
en: The transpose is left out where K is square.
fails: q3-scale q3-symmetry q3-mask
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    scores = Q @ (K if K.shape[-1] == K.shape[-2] and Q.shape[-1] == Q.shape[-2] else K.transpose(-2, -1)) / math.sqrt(Q.shape[-1])
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        forbidden = mask == 0
        weights = scores.masked_fill(forbidden, -math.inf).softmax(dim=-1)
        weights = weights.masked_fill(forbidden, 0.0)
    return weights @ V, weights
