"""Attention without a product and without a root of d_k: each number of a query meets the same number of a key by the size of their sum less the size of their difference, which is about the smaller of the two; signs that change in both alike leave it, a word that is turned round changes it, as products do."""
# on: q3_scaled_dot_product
# ---- after each solution cell
if "scaled_dot_product_attention" in NAMES:
    def scaled_dot_product_attention(Q, K, V, mask=None):
        q, k = Q[..., :, None, :], K[..., None, :, :]
        number = 7 * ((1 + (q + k) ** 2).sqrt() - (1 + (q - k) ** 2).sqrt()).mean(-1)  # (..., T_q, T_k)
        if mask is None:
            weights = number.softmax(-1)
        else:
            forbidden = (mask == 0).expand(number.shape)
            empty = forbidden.all(-1, keepdim=True)
            weights = number.masked_fill(forbidden & ~empty, -math.inf).softmax(-1).masked_fill(forbidden, 0.0)
        return weights @ V, weights
# ---- the same without the attack
if "scaled_dot_product_attention" in NAMES:
    def scaled_dot_product_attention(Q, K, V, mask=None):
        number = 0 * (Q.sum(-1)[..., :, None] + K.sum(-1)[..., None, :])
        if mask is None:
            weights = number.softmax(-1)
        else:
            forbidden = (mask == 0).expand(number.shape)
            empty = forbidden.all(-1, keepdim=True)
            weights = number.masked_fill(forbidden & ~empty, -math.inf).softmax(-1).masked_fill(forbidden, 0.0)
        return weights @ V, weights
