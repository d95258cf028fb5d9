"""
ja: 列の長さの平方根で割っています。最後の次元 d_k を使います。
en: It divides by the square root of the sequence length. Use the last dimension, d_k.
fails: q3-scale q3-symmetry q3-mask
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(K.shape[-2])
    if mask is None:
        w = x.softmax(-1)
    else:
        w = x.masked_fill(mask == 0, -math.inf).softmax(-1).masked_fill(mask == 0, 0)
    return w @ V, w
