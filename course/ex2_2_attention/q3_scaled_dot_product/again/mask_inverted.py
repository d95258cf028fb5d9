"""
en: As wrong/mask_inverted.py, written a second way.
"""

def scaled_dot_product_attention(queries, keys, values, mask=None):
    logits = queries.matmul(keys.mT) * queries.size(-1) ** -0.5
    if mask is not None:
        hidden = mask.bool()
        logits = logits.masked_fill(hidden, float("-inf"))
    attention = torch.softmax(logits, -1)
    if mask is not None:
        attention = torch.where(hidden, torch.zeros_like(attention), attention)
    return attention.matmul(values), attention
