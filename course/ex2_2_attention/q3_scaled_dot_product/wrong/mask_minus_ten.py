"""
ja: 禁止するキーに −10 を足すだけでは足りません。重みが残ります。
en: Adding −10 is not enough; forbidden keys keep some weight.
fails: q3-mask q3-mask-empty-row
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is not None:
        x = x + (mask == 0).to(x.dtype) * -10
    w = x.softmax(-1)
    return w @ V, w
