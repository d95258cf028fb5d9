"""
ja: log_softmax の指数関数を取り、最小の有限の数でマスクする。
en: The exponential of log_softmax, masked with the smallest finite number.
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    logits = (Q * Q.shape[-1] ** -0.5).matmul(K.transpose(-1, -2))
    seen = None if mask is None else mask > 0
    if seen is not None:
        logits = torch.where(seen, logits, torch.finfo(logits.dtype).min)
    w = F.log_softmax(logits, dim=-1).exp()
    w = w if seen is None else torch.where(seen, w, 0.0)
    return w.matmul(V), w
