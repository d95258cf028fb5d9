"""
ja: 行ごとではなく、表全体の最大値を引いています。小さい行の指数関数がすべて 0 になります。
en: The maximum of the whole table is subtracted instead of each row's, so rows of small logits vanish.
fails: q3-large-logits
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    scores = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        e = (scores - scores.max()).exp()
        weights = e / e.sum(-1, keepdim=True)
    else:
        forbidden = mask == 0
        weights = scores.masked_fill(forbidden, -math.inf).softmax(dim=-1)
        weights = weights.masked_fill(forbidden, 0.0)
    return weights @ V, weights
