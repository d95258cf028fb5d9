"""
ja: キーを一つずつ足していき、最大値と和を更新する (FlashAttention の考え方)。
en: Keys are added one at a time while maximum and sum are updated, the idea of FlashAttention.
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    full = (*Q.shape[:-1], K.shape[-2])
    seen = torch.ones(full, dtype=torch.bool) if mask is None else (mask != 0).expand(full)
    logits = [(Q * K[..., j : j + 1, :]).sum(-1) / math.sqrt(Q.shape[-1]) for j in range(full[-1])]
    top = torch.full(full[:-1], -math.inf, dtype=Q.dtype)
    for j, x in enumerate(logits):
        top = torch.where(seen[..., j], torch.maximum(top, x.detach()), top)
    top = top.masked_fill(top == -math.inf, 0.0)
    parts = [torch.where(seen[..., j], x - top, -math.inf).exp() for j, x in enumerate(logits)]
    total = sum(parts)
    total = torch.where(total == 0, torch.ones_like(total), total)
    w = torch.stack([p / total for p in parts], -1)
    return sum(w[..., j : j + 1] * V[..., j : j + 1, :] for j in range(full[-1])), w
