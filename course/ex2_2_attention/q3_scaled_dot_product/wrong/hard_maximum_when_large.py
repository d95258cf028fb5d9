"""
ja: ロジットが大きいと最大のキー一つに重み 1 を与えています。最大が二つあれば重みは半分ずつです。
en: With large logits it gives weight 1 to one largest key. If two are largest, each has half.
fails: q3-large-logits
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    large = bool(x.abs().max() > 60)
    if mask is not None:
        x = x.masked_fill(mask == 0, -math.inf)
    if large and mask is None:
        w = F.one_hot(x.argmax(-1), x.shape[-1]).to(x.dtype) + 0 * x
    else:
        w = x.softmax(-1)
    if mask is not None:
        w = w.masked_fill(mask == 0, 0)
    return w @ V, w
