"""
ja: ソフトマックスの後で割っています。重みの和が 1 になりません。
en: The division comes after the softmax, so weights do not sum to 1.
fails: q3-softmax q3-scale q3-mask-empty-row q3-large-logits
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1)
    if mask is None:
        w = x.softmax(-1)
    else:
        w = x.masked_fill(mask == 0, -math.inf).softmax(-1).masked_fill(mask == 0, 0)
    w = w / math.sqrt(Q.shape[-1])
    return w @ V, w
