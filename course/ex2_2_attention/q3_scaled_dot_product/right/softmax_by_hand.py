"""
ja: 最大値を引き、指数関数を取り、和で割る。何も見えない行は 1 で割る。
en: Maximum subtracted, exponential, sum; an empty row is divided by 1.
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = (Q @ K.transpose(-2, -1)) / math.sqrt(Q.shape[-1])
    allowed = torch.ones_like(x, dtype=torch.bool) if mask is None else mask.bool().expand(x.shape)
    top = x.masked_fill(~allowed, -float("inf")).amax(-1, keepdim=True).detach()
    top = torch.where(torch.isinf(top), torch.zeros_like(top), top)
    e = torch.where(allowed, x - top, torch.full_like(x, -float("inf"))).exp()
    total = e.sum(-1, keepdim=True)
    w = e / torch.where(total == 0, torch.ones_like(total), total)
    return w @ V, w
