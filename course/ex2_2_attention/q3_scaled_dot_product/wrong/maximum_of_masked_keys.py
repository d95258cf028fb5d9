"""
ja: 引く最大値に、見えないキーが入っています。見えるキーの指数関数が 0 になることがあります。
en: The maximum that is subtracted includes masked keys, so the exponentials of the others may all vanish.
fails: q3-mask q3-mask-empty-row
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    scores = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        forbidden = mask == 0
        e = (scores - scores.amax(-1, keepdim=True)).exp().masked_fill(forbidden, 0.0)
        weights = e / e.sum(-1, keepdim=True).clamp_min(1e-30)
    return weights @ V, weights
