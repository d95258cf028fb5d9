"""
ja: ソフトマックスの後でマスクし、和で割り直しています。禁止されたキーのロジットが大きいと 0/0 になります。
en: Masking after the softmax and dividing by the sum gives 0/0 where a forbidden key has a large logit.
fails: q3-mask q3-mask-empty-row q3-gradient
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    w = (Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])).softmax(-1)
    if mask is not None:
        w = w * mask.to(w.dtype)
        w = w / w.sum(-1, keepdim=True)
    return w @ V, w
