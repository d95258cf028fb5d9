"""
ja: 前の呼び出しのマスクを覚えていて、マスクがないときに使っています。
en: The mask of an earlier call is remembered and used where there is none.
fails: q3-inputs
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    scores = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    global LAST
    if mask is not None:
        LAST = mask
    elif 'LAST' in globals() and LAST.shape == scores.shape:
        mask = LAST
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        forbidden = mask == 0
        weights = scores.masked_fill(forbidden, -math.inf).softmax(dim=-1)
        weights = weights.masked_fill(forbidden, 0.0)
    return weights @ V, weights
