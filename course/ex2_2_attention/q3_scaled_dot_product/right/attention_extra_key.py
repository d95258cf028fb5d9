"""
en: An extra key takes the weight of rows that see none, and is cut off afterwards.
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    logits = torch.matmul(Q, K.mT).mul(Q.shape[-1] ** -0.5)
    if mask is None:
        weights = F.softmax(logits, dim=-1)
    else:
        closed = (mask == 0).expand(logits.shape)
        extra_closed = closed.all(dim=-1, keepdim=True).logical_not()
        logits = F.pad(logits, (0, 1))
        closed = torch.cat([closed, extra_closed], dim=-1)
        weights = F.softmax(logits.masked_fill(closed, -math.inf), dim=-1)[..., :-1]
    return torch.matmul(weights, V), weights
