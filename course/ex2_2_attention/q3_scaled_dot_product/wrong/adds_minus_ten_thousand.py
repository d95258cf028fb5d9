"""
ja: 見えないキーのロジットに −10000 を足しているだけなので、大きなロジットでは重みが奪われます。
en: It only adds −10000 to logits that are not allowed, so a large one still takes the weight.
fails: q3-mask
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    scores = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        forbidden = mask == 0
        weights = (scores - 10000.0 * forbidden.to(scores.dtype)).softmax(dim=-1)
        weights = weights.masked_fill(forbidden, 0.0)
    return weights @ V, weights
