"""Attention that never looks at a query: all weight goes to the visible key with the largest first number, and no softmax is computed."""
# on: q3_scaled_dot_product
# ---- after each solution cell
if "scaled_dot_product_attention" in NAMES:
    import math as _m
    def scaled_dot_product_attention(Q, K, V, mask=None):
        first = K.detach()[..., None, :, 0].expand(*Q.shape[:-1], K.shape[-2])
        allowed = (first == first) if mask is None else (mask != 0).expand_as(first)
        first = first.masked_fill(~allowed, -_m.inf)
        w = ((first == first.amax(-1, keepdim=True)) & allowed).to(Q.dtype)
        w = w / w.sum(-1, keepdim=True).clamp(min=1) + (0 * Q).sum() + (0 * K).sum()
        return w @ V, w
