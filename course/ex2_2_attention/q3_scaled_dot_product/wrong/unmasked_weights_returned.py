"""
ja: 返している重みがマスク前のものです。出力に使った重みを返します。
en: The weights that come back are the ones before masking. Return those that were used.
fails: q3-mask q3-mask-broadcast q3-mask-empty-row
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    before = x.softmax(-1)
    if mask is None:
        w = before
    else:
        w = x.masked_fill(mask == 0, -math.inf).softmax(-1).masked_fill(mask == 0, 0)
    return w @ V, before
