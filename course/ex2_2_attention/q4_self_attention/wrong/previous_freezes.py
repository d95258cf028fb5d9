"""
ja: W_q が学習できなくなります。
en: W_q can no longer learn.
fails: q4-previous
"""

def set_previous_token_head(layer, positions, strength=20.0):
    T = positions.shape[0]
    d_k = layer.W_q.weight.shape[0]
    layer.W_q.requires_grad_(False)
    with torch.no_grad():
        layer.W_q.weight.zero_()
        layer.W_k.weight.zero_()
        layer.W_q.weight[:T] = strength * math.sqrt(d_k) * positions
        layer.W_k.weight[1:T] = positions[:-1]
