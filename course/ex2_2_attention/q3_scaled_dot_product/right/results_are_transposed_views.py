"""
en: Rows are keys and columns are queries until the end, so both results are transposed views.
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = K @ Q.transpose(-2, -1) / math.sqrt(Q.shape[-1])  # (..., T_k, T_q)
    if mask is None:
        w = x.softmax(-2)
    else:
        allowed = (mask != 0).expand(*x.shape[:-2], x.shape[-1], x.shape[-2]).transpose(-2, -1)
        open_rows = allowed.any(-2, keepdim=True)
        w = x.masked_fill(open_rows & ~allowed, -math.inf).softmax(-2) * open_rows
    return (V.transpose(-2, -1) @ w).transpose(-2, -1), w.transpose(-2, -1)
