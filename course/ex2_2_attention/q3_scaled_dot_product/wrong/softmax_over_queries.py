"""
ja: クエリの方向 (dim=-2) にソフトマックスを取っています。キーの方向は dim=-1 です。
en: The softmax runs over the queries (dim=-2). Keys are dim=-1.
fails: q3-softmax q3-scale q3-symmetry q3-mask q3-large-logits q3-mask-empty-row
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        w = x.softmax(-2)
    else:
        w = x.masked_fill(mask == 0, -math.inf).softmax(-2).masked_fill(mask == 0, 0)
    return w @ V, w
