"""Attention that never looks at a key: each query hands out an amount of its own, the same to every key, and where there is a mask all that is seen gets equal parts."""
# on: q3_scaled_dot_product
# ---- after each solution cell
if "scaled_dot_product_attention" in NAMES:
    def scaled_dot_product_attention(Q, K, V, mask=None):
        shape = (*Q.shape[:-1], K.shape[-2])
        if mask is None:
            w = Q.sum(-1, keepdim=True).sigmoid().expand(shape) / K.shape[-2]
        else:
            seen = (mask != 0).expand(shape).to(Q.dtype)
            w = seen / seen.sum(-1, keepdim=True).clamp(min=1) + 0 * Q.sum()
        return w @ V, w
