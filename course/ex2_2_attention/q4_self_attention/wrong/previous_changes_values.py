"""
ja: W_v まで変えています。変えるのは W_q と W_k だけです。
en: W_v is changed, too. Only W_q and W_k should be.
fails: q4-previous
"""

def set_previous_token_head(layer, positions, strength=20.0):
    T = positions.shape[0]
    d_k = layer.W_q.weight.shape[0]
    with torch.no_grad():
        for linear in (layer.W_q, layer.W_k, layer.W_v):
            linear.weight.zero_()
        layer.W_q.weight[:T] = strength * math.sqrt(d_k) * positions
        layer.W_k.weight[1:T] = positions[:-1]
