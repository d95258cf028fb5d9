"""
ja: −1e9 を使うと、どのキーも見えない行が一様な平均になります。半精度ではあふれます。
en: With −1e9 a row without a key becomes a uniform average, and half precision overflows.
fails: q3-mask q3-mask-empty-row
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is not None:
        x = x.masked_fill(mask == 0, -1e9)
    w = x.softmax(-1)
    return w @ V, w
