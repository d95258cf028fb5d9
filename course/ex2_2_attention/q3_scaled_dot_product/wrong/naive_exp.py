"""
ja: 最大値を引かずに exp を計算しているため、大きなロジットであふれます。
en: exp without subtracting the maximum overflows for large logits.
fails: q3-large-logits q3-gradient q3-mask
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    e = (Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])).exp()
    if mask is not None:
        e = e.masked_fill(mask == 0, 0)
    total = e.sum(-1, keepdim=True)
    w = e / torch.where(total == 0, torch.ones_like(total), total)
    return w @ V, w
