"""
ja: 0/1 の整数に ~ を使うと −1/−2 になり、どちらも真です。先に真偽値にします。
en: ~ turns the integers 0/1 into −1/−2, which are both true. Make the mask boolean first.
fails: q3-mask
"""

def scaled_dot_product_attention(Q, K, V, mask=None):
    x = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if mask is None:
        w = x.softmax(-1)
    else:
        forbidden = (~mask).bool()
        w = x.masked_fill(forbidden, -math.inf).softmax(-1).masked_fill(forbidden, 0)
    return w @ V, w
