"""
ja: strength を使っていません。
en: strength is not used.
fails: q4-previous
"""

def set_previous_token_head(layer, positions, strength=20.0):
    T = positions.shape[0]
    d_k = layer.W_q.weight.shape[0]
    with torch.no_grad():
        layer.W_q.weight.zero_()
        layer.W_k.weight.zero_()
        layer.W_q.weight[:T] = 20.0 * math.sqrt(d_k) * positions
        layer.W_k.weight[1:T] = positions[:-1]
