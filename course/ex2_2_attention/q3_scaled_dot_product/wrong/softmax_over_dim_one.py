"""
ja: dim=1 と書いています。先頭の次元の数が変わると別の軸になります。dim=-1 を使います。
en: dim=1 names another axis when the number of leading dimensions changes. Use dim=-1.
fails: q3-softmax q3-scale q3-leading q3-symmetry q3-mask q3-large-logits q3-mask-empty-row
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        w = x.softmax(1)
    else:
        w = x.masked_fill(mask == 0, -math.inf).softmax(1).masked_fill(mask == 0, 0)
    return w @ V, w
