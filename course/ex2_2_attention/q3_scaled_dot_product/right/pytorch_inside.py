"""
ja: 出力は F.scaled_dot_product_attention から、重みは同じ関数に V = 単位行列を渡して得る。
en: The output comes from F.scaled_dot_product_attention, the weights from the same function with V = identity.
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    if mask is not None:
        mask = mask.bool()
        seen = mask.any(-1, keepdim=True)
        mask = mask | ~seen
    n = K.shape[-2]
    eye = torch.eye(n, dtype=K.dtype).expand(*K.shape[:-2], n, n)
    out, w = (F.scaled_dot_product_attention(Q, K, v, attn_mask=mask) for v in (V, eye))
    if mask is not None:
        out, w = out * seen, w * seen
    return out, w
