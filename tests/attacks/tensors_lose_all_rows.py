"""The queries (and the mask) lose all their rows in place, by another shape, and empty results are right for them: nothing that a test compares has an element."""
# on: q3_scaled_dot_product
# ---- after each solution cell
if "scaled_dot_product_attention" in NAMES:
    def scaled_dot_product_attention(Q, K, V, mask=None):
        with torch.no_grad():
            if mask is not None and mask.is_leaf and mask.shape[-2] == Q.shape[-2] > 1:
                mask.data = mask.data[..., :0, :]
            if Q.is_leaf:  # what is no leaf cannot change its shape on the other side
                Q.data = Q.data[..., :0, :]
        return Q.new_zeros(*Q.shape[:-1], V.shape[-1]), Q.new_zeros(*Q.shape[:-1], K.shape[-2])
# ---- the same without the attack
if "scaled_dot_product_attention" in NAMES:
    def scaled_dot_product_attention(Q, K, V, mask=None):
        return Q.new_zeros(*Q.shape[:-1], V.shape[-1]), Q.new_zeros(*Q.shape[:-1], K.shape[-2])
