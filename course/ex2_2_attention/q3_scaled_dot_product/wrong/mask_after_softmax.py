"""
ja: ソフトマックスの後でマスクを掛けています。残りの重みの和が 1 になりません。
en: The mask is multiplied in after the softmax, so the remaining weights do not sum to 1.
fails: q3-mask q3-mask-empty-row
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    w = (Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])).softmax(-1)
    if mask is not None:
        w = w * mask.to(w.dtype)
    return w @ V, w
