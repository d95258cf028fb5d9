"""
ja: detach() のため、クエリとキーに勾配が流れません。
en: detach() stops the gradient to queries and keys.
fails: q3-gradient
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        w = x.softmax(-1).detach()
    else:
        w = x.masked_fill(mask == 0, -math.inf).softmax(-1).masked_fill(mask == 0, 0).detach()
    return w @ V, w
