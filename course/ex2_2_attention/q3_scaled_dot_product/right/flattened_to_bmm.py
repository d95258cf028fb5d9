"""
ja: 先頭の次元をまとめて bmm を使い、最後に元の形に戻す。
en: Leading dimensions merged for bmm, and restored at the end.
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    lead, n, m = Q.shape[:-2], Q.shape[-2], K.shape[-2]
    q, k, v = (x.reshape(-1, x.shape[-2], x.shape[-1]) for x in (Q, K, V))
    scores = torch.bmm(q, k.mT).div(math.sqrt(q.shape[-1]))
    if mask is not None:
        seen = torch.broadcast_to(mask != 0, (*lead, n, m)).reshape(-1, n, m)
        blind = ~seen.any(-1, keepdim=True)
        scores = scores.masked_fill(~(seen | blind), -torch.inf)
    w = scores.softmax(-1)
    if mask is not None:
        w = w.masked_fill(blind, 0)
    return torch.bmm(w, v).reshape(*lead, n, -1), w.reshape(*lead, n, m)
