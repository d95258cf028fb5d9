"""Attention that never multiplies a query with a key: a weight is a power of the length of the query times the length of the key, divided by their sum; no softmax and no direction, but what asks for products changes signs, and lengths do not see signs either."""
# on: q3_scaled_dot_product
# ---- after each solution cell
if "scaled_dot_product_attention" in NAMES:
    def scaled_dot_product_attention(Q, K, V, mask=None):
        a, b = Q.pow(2).mean(-1), K.pow(2).mean(-1)  # squared lengths: (..., T_q), (..., T_k)
        number = 1 + (a[..., :, None] * b[..., None, :]).pow(2)  # 1 and more
        if mask is not None:
            number = number * (mask != 0).to(Q.dtype)
        weights = number / number.sum(-1, keepdim=True).clamp(min=1)
        return weights @ V, weights
# ---- the same without the attack
if "scaled_dot_product_attention" in NAMES:
    def scaled_dot_product_attention(Q, K, V, mask=None):
        number = 1 + 0 * (Q.sum(-1)[..., :, None] + K.sum(-1)[..., None, :])
        if mask is not None:
            number = number * (mask != 0).to(Q.dtype)
        weights = number / number.sum(-1, keepdim=True).clamp(min=1)
        return weights @ V, weights
