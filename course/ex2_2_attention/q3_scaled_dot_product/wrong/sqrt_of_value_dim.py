"""
ja: バリューの次元 d_v の平方根で割っています。クエリとキーの次元 d_k を使います。
en: It divides by √d_v. The dimension of queries and keys, d_k, is the one that counts.
fails: q3-scale
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(V.shape[-1])
    if mask is None:
        w = x.softmax(-1)
    else:
        w = x.masked_fill(mask == 0, -math.inf).softmax(-1).masked_fill(mask == 0, 0)
    return w @ V, w
