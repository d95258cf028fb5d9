"""
ja: 分母に大きな定数 (1e-2) を足しているため、重みの和が 1 になりません。
en: A constant (1e-2) in the denominator keeps the weights from summing to 1.
fails: q3-softmax q3-symmetry q3-mask q3-mask-empty-row q3-large-logits
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    e = (x - x.amax(-1, keepdim=True)).exp()
    if mask is not None:
        e = e.masked_fill(mask == 0, 0)
    w = e / (e.sum(-1, keepdim=True) + 1e-2)
    return w @ V, w
