"""
ja: 途中で float32 に変換し、そのまま返しています。
en: Everything is converted to float32 and stays so.
fails: q3-scale q3-mask q3-large-logits q3-gradient
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    Q, K, V = Q.float(), K.float(), V.float()
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        w = x.softmax(-1)
    else:
        w = x.masked_fill(mask == 0, -math.inf).softmax(-1).masked_fill(mask == 0, 0)
    return w @ V, w
