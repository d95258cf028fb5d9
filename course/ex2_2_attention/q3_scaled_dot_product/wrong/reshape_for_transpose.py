"""
ja: reshape は軸を入れ替えません。数の並びが崩れます。transpose を使います。
en: reshape does not exchange axes; it scrambles the numbers. Use transpose.
fails: q3-scale q3-symmetry q3-mask q3-large-logits
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.reshape(*K.shape[:-2], K.shape[-1], K.shape[-2]) / math.sqrt(Q.shape[-1])
    if mask is None:
        w = x.softmax(-1)
    else:
        w = x.masked_fill(mask == 0, -math.inf).softmax(-1).masked_fill(mask == 0, 0)
    return w @ V, w
