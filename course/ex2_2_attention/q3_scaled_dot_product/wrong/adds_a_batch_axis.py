"""
ja: 先頭の次元がないとき、余分な次元を付けて返しています。
en: Without leading dimensions, the results come back with one that was not there.
fails: q3-leading
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    if Q.dim() == 2:
        Q, K, V = Q[None], K[None], V[None]
    scores = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        forbidden = mask == 0
        weights = scores.masked_fill(forbidden, -math.inf).softmax(dim=-1)
        weights = weights.masked_fill(forbidden, 0.0)
    return weights @ V, weights
