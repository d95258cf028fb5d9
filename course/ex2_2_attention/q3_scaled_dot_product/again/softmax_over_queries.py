"""
en: As wrong/softmax_over_queries.py, written a second way.
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    logits = torch.matmul(Q, K.mT) / Q.shape[-1] ** 0.5
    hidden = torch.zeros_like(logits, dtype=torch.bool) if mask is None else (mask == 0).expand_as(logits)
    logits = logits.masked_fill(hidden, float("-inf"))
    weights = F.softmax(logits.mT, dim=-1).mT.masked_fill(hidden, 0.0)
    return torch.matmul(weights, V), weights
