"""
ja: マスクの行 (クエリ) と列 (キー) が入れ替わっています。
en: Rows (queries) and columns (keys) of the mask are exchanged.
fails: q3-mask q3-mask-broadcast q3-mask-empty-row
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        w = x.softmax(-1)
    else:
        forbidden = mask == 0
        if forbidden.shape[-1] == x.shape[-2] and forbidden.shape[-2] == x.shape[-1]:
            forbidden = forbidden.transpose(-2, -1)
        else:
            forbidden = forbidden.flip(-1)
        w = x.masked_fill(forbidden, -math.inf).softmax(-1).masked_fill(forbidden, 0)
    return w @ V, w
