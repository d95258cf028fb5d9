"""
ja: マスクを使っていません。
en: The mask is not used.
fails: q3-mask q3-mask-broadcast q3-mask-empty-row
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    w = (Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])).softmax(-1)
    return w @ V, w
