"""
ja: 禁止するキーのロジットを 0 にしています。exp(0) = 1 なので重みが残ります。
en: Forbidden logits are set to 0, but exp(0) = 1: the keys keep weight.
fails: q3-mask q3-mask-empty-row
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is not None:
        x = x * mask.to(x.dtype)
    w = x.softmax(-1)
    return w @ V, w
