"""
ja: K.transpose(1, 2) は先頭の次元が一つのときしか正しくありません。
en: K.transpose(1, 2) is right only with exactly one leading dimension.
fails: q3-leading q3-mask-broadcast q3-inputs
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(1, 2) / math.sqrt(Q.shape[-1])
    if mask is None:
        w = x.softmax(-1)
    else:
        w = x.masked_fill(mask == 0, -math.inf).softmax(-1).masked_fill(mask == 0, 0)
    return w @ V, w
