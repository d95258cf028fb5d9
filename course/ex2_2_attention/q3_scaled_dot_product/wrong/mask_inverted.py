"""
ja: マスクの意味が逆です。True は「参照してよい」です (nn.MultiheadAttention の逆)。
en: The mask is inverted. True means may be attended to, the opposite of nn.MultiheadAttention.
fails: q3-mask q3-mask-empty-row
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        w = x.softmax(-1)
    else:
        w = x.masked_fill(mask != 0, -math.inf).softmax(-1).masked_fill(mask != 0, 0)
    return w @ V, w
