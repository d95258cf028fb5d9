"""
ja: バッチの方向 (dim=0) にソフトマックスを取っています。
en: The softmax runs over the batch (dim=0).
fails: q3-softmax q3-scale q3-leading q3-symmetry q3-mask q3-large-logits q3-mask-empty-row
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        w = x.softmax(0)
    else:
        w = x.masked_fill(mask == 0, -math.inf).softmax(0).masked_fill(mask == 0, 0)
    return w @ V, w
