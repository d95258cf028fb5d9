"""
ja: Q /= … で引数そのものを書き換えています。
en: Q /= … changes the argument itself.
fails: q3-inputs
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    Q /= math.sqrt(Q.shape[-1])
    x = Q @ K.transpose(-2, -1)
    if mask is None:
        w = x.softmax(-1)
    else:
        w = x.masked_fill(mask == 0, -math.inf).softmax(-1).masked_fill(mask == 0, 0)
    return w @ V, w
