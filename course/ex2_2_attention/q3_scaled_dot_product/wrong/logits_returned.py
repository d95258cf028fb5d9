"""
ja: 重みの代わりに、ソフトマックス前のロジットを返しています。
en: It returns the logits instead of the weights after the softmax.
fails: q3-softmax q3-scale q3-output q3-leading q3-symmetry q3-mask q3-mask-broadcast q3-mask-empty-row q3-large-logits q3-inputs
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        w = x.softmax(-1)
    else:
        w = x.masked_fill(mask == 0, -math.inf).softmax(-1).masked_fill(mask == 0, 0)
    return w @ V, x
