"""Attention without a product, a softmax and a root of d_k: how much longer the sum of a query and a key is than their difference, bent so that it stays between two numbers and divided by the total; lengths do not change where both are rotated alike, and the two change places where a word is turned round."""
# on: q3_scaled_dot_product
# ---- after each solution cell
if "scaled_dot_product_attention" in NAMES:
    def scaled_dot_product_attention(Q, K, V, mask=None):
        q, k = Q.double()[..., :, None, :], K.double()[..., None, :, :]
        length = lambda x: (1 + x.pow(2).sum(-1)).sqrt()
        said = length(q + k) - length(q - k)  # (..., T_q, T_k); 0 where the query is 0
        number = 1 + 0.9 * said / (1 + said**2).sqrt()  # 0.1 to 1.9
        if mask is not None:
            number = number * (mask != 0)
        weights = (number / number.sum(-1, keepdim=True).clamp(min=0.05)).to(Q.dtype)
        return weights @ V, weights
# ---- the same without the attack
if "scaled_dot_product_attention" in NAMES:
    def scaled_dot_product_attention(Q, K, V, mask=None):
        number = 1 + 0 * (Q.double().sum(-1)[..., :, None] + K.double().sum(-1)[..., None, :])
        if mask is not None:
            number = number * (mask != 0)
        weights = (number / number.sum(-1, keepdim=True).clamp(min=0.05)).to(Q.dtype)
        return weights @ V, weights
