"""
ja: 返す順序が逆です。(出力, 重み) の順に返します。
en: The results come back in the wrong order; it is (output, weights).
fails: q3-softmax q3-scale q3-output q3-leading q3-symmetry q3-mask q3-mask-broadcast q3-mask-empty-row q3-large-logits q3-inputs
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        w = x.softmax(-1)
    else:
        w = x.masked_fill(mask == 0, -math.inf).softmax(-1).masked_fill(mask == 0, 0)
    return w, w @ V
