"""
ja: すべてを float64 で計算し、最後に元の型に戻す。
en: Everything in float64; the results go back to the type of the arguments.
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    of = Q.dtype
    Q, K, V = (x.double() for x in (Q, K, V))
    scores = torch.einsum("...qd,...kd->...qk", Q, K) / Q.shape[-1] ** 0.5
    if mask is not None:
        scores = scores.masked_fill(mask.logical_not(), -math.inf)
    w = F.softmax(scores, -1)
    if mask is not None:
        w = w.masked_fill(mask.logical_not(), 0)
    return (w @ V).to(of), w.to(of)
