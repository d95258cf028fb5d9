"""
ja: キーが一つだけのときはマスクを見ずに重み 1 を返しています。見えないキーの重みは 0 です。
en: With a single key it returns weight 1 without looking at the mask. A key that may not be seen has weight 0.
fails: q3-mask-empty-row
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if K.shape[-2] == 1:
        w = x.softmax(-1)
        return w @ V, w
    if mask is None:
        w = x.softmax(-1)
    else:
        w = x.masked_fill(mask == 0, -math.inf).softmax(-1).masked_fill(mask == 0, 0)
    return w @ V, w
