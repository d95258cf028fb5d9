"""
ja: K.transpose(0, 1) は最後の二つの軸ではありません。transpose(-2, -1) を使います。
en: K.transpose(0, 1) is not the last two axes. Use transpose(-2, -1).
fails: q3-softmax q3-scale q3-output q3-leading q3-symmetry q3-mask q3-mask-broadcast q3-mask-empty-row q3-large-logits q3-gradient q3-inputs
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(0, 1) / math.sqrt(Q.shape[-1])
    if mask is None:
        w = x.softmax(-1)
    else:
        w = x.masked_fill(mask == 0, -math.inf).softmax(-1).masked_fill(mask == 0, 0)
    return w @ V, w
