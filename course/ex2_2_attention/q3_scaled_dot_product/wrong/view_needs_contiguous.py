"""
ja: view はメモリ上で続いたテンソルにしか使えません。reshape か transpose を使います。
en: view works only on contiguous tensors. Use reshape or transpose.
fails: q3-leading
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    K = K.view(-1, K.shape[-2], K.shape[-1]).view(K.shape)
    scores = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        forbidden = mask == 0
        weights = scores.masked_fill(forbidden, -math.inf).softmax(dim=-1)
        weights = weights.masked_fill(forbidden, 0.0)
    return weights @ V, weights
