"""
ja: (T_q, 1) のマスクを使っていません。
en: A mask of shape (T_q, 1) is not used.
fails: q3-mask-broadcast q3-mask-empty-row
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    scores = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        forbidden = mask == 0
        if forbidden.shape[-1] == 1:
            forbidden = torch.zeros_like(forbidden)
        weights = scores.masked_fill(forbidden, -math.inf).softmax(dim=-1)
        weights = weights.masked_fill(forbidden, 0.0)
    return weights @ V, weights
