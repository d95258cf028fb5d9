"""
ja: 禁止するキーのロジットを −100 にしていますが、見えるキーのロジットがそれより小さいことがあります。
en: Masked logits become −100, but the logits that are seen may be smaller still.
fails: q3-mask
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    scores = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        forbidden = mask == 0
        weights = scores.masked_fill(forbidden, -100.0).softmax(dim=-1)
        weights = weights.masked_fill(forbidden, 0.0)
    return weights @ V, weights
