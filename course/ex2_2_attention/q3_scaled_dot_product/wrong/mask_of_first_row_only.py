"""
ja: バッチの最初のマスクを全体に使っています。
en: The first batch row's mask is used for the whole batch.
fails: q3-mask q3-mask-empty-row
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        w = x.softmax(-1)
    else:
        while mask.dim() > 2:
            mask = mask[0]
        w = x.masked_fill(mask == 0, -math.inf).softmax(-1).masked_fill(mask == 0, 0)
    return w @ V, w
