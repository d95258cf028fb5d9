"""
ja: (T_q, T_k) のマスクを、T_q がバッチの大きさと同じとき、バッチごとのマスクと取り違えています。
en: A (T_q, T_k) mask is taken for one row per batch where T_q equals the batch size.
fails: q3-mask-broadcast
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    scores = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        forbidden = mask == 0
        if forbidden.dim() == 2 and scores.dim() > 2 and scores.shape[0] == forbidden.shape[0]:
            forbidden = forbidden.unsqueeze(1)
        weights = scores.masked_fill(forbidden, -math.inf).softmax(dim=-1)
        weights = weights.masked_fill(forbidden, 0.0)
    return weights @ V, weights
