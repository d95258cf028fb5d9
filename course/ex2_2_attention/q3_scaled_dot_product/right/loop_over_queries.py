"""
ja: クエリを一つずつ計算し、最後に積み重ねる。
en: One query at a time, stacked at the end.
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    outputs, weights = [], []
    if mask is not None:
        mask = mask.bool().expand(*Q.shape[:-1], K.shape[-2])
    for t in range(Q.shape[-2]):
        x = (K * Q[..., t : t + 1, :]).sum(-1) / math.sqrt(Q.shape[-1])
        if mask is not None:
            m = mask[..., t, :]
            w = x.masked_fill(~m, -math.inf).softmax(-1).masked_fill(~m, 0)
        else:
            w = x.softmax(-1)
        weights.append(w)
        outputs.append((w.unsqueeze(-1) * V).sum(-2))
    return torch.stack(outputs, -2), torch.stack(weights, -2)
