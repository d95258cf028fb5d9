"""
ja: √d_k で割っていません。次元が大きいほどソフトマックスが一つのキーに集中します。
en: Nothing is divided by √d_k. The larger the dimension, the more the softmax concentrates on one key.
fails: q3-scale
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1)
    if mask is None:
        w = x.softmax(-1)
    else:
        w = x.masked_fill(mask == 0, -math.inf).softmax(-1).masked_fill(mask == 0, 0)
    return w @ V, w
