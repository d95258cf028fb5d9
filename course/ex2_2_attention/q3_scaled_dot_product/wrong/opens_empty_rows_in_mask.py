"""
ja: 何も見えない行のために、渡されたマスクをその場で書き換えています。bool() は真偽値のマスクを複製しません。
en: For rows that see nothing it changes the mask that was passed: bool() does not copy a boolean mask.
fails: q3-inputs
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        w = x.softmax(-1)
    else:
        allowed = mask.bool()
        empty = ~allowed.any(-1, keepdim=True)
        allowed |= empty
        w = x.masked_fill(~allowed, -math.inf).softmax(-1).masked_fill(empty, 0)
    return w @ V, w
