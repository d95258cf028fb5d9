"""
ja: 0 か最小の有限の数を足し、ソフトマックスの後で見えない重みを 0 にする。
en: Adds 0 or the most negative finite number, then sets the masked weights to 0.
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        w = x.softmax(-1)
        return w @ V, w
    keep = mask.to(x.dtype)
    x = x * keep + (1 - keep) * torch.finfo(x.dtype).min
    w = x.softmax(-1) * keep
    return w @ V, w
