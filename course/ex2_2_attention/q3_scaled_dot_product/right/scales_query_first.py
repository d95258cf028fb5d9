"""
ja: 積を取る前にクエリを割る (半精度ではより安全)。
en: The query is scaled before the product, as in many libraries (safer in half precision).
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    scores = torch.matmul(Q / math.sqrt(K.shape[-1]), K.mT)
    if mask is not None:
        hidden = ~mask.bool()
        scores = scores.masked_fill(hidden, float("-inf"))
    w = F.softmax(scores, dim=-1)
    if mask is not None:
        w = torch.where(hidden, torch.zeros_like(w), w)
    return torch.matmul(w, V), w
