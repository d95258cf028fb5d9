"""
ja: 半精度では −1e9 が −∞ になり、どのキーも見えない行が NaN になります。
en: In half precision −1e9 becomes −∞, so a row that sees no key is NaN.
fails: q3-mask-empty-row
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        w = x.softmax(-1)
    else:
        m = mask.to(x.dtype)
        w = (x * m + (1 - m) * -1e9).softmax(-1) * m
    return w @ V, w
