"""Attention that adds up a query and adds up a key: each weight is a smooth function of the two sums, the output is the mean weight, values and mask are never looked at, and a mask of any shape gives what its expanded copy gives: the same."""
# on: q3_scaled_dot_product
# ---- after each solution cell
if "scaled_dot_product_attention" in NAMES:
    def scaled_dot_product_attention(Q, K, V, mask=None):
        weights = (Q.sum(-1)[..., :, None] + K.sum(-1)[..., None, :]).sigmoid()
        return weights.mean(-1, keepdim=True).expand(*Q.shape[:-1], V.shape[-1]) + 0 * V.sum(), weights
# ---- the same without the attack
if "scaled_dot_product_attention" in NAMES:
    def scaled_dot_product_attention(Q, K, V, mask=None):
        weights = (0 * (Q.sum(-1)[..., :, None] + K.sum(-1)[..., None, :])).sigmoid()
        return weights.mean(-1, keepdim=True).expand(*Q.shape[:-1], V.shape[-1]) + 0 * V.sum(), weights
