"""
ja: ソフトマックスを exp(x − logsumexp(x)) で計算する。
en: The softmax as exp(x − logsumexp(x)).
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-1, -2) / Q.shape[-1] ** 0.5
    if mask is None:
        w = (x - x.logsumexp(-1, keepdim=True)).exp()
    else:
        allowed = (mask != 0).expand(x.shape)
        x = x.masked_fill(~allowed, torch.finfo(x.dtype).min)
        w = (x - x.logsumexp(-1, keepdim=True)).exp() * allowed
    return w @ V, w
