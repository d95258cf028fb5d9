"""
ja: どのキーも見えない行で NaN になります。
en: A row without a key to attend to becomes NaN.
fails: q3-mask-empty-row q3-gradient
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is not None:
        x = x.masked_fill(mask == 0, -math.inf)
    w = x.softmax(-1)
    return w @ V, w
