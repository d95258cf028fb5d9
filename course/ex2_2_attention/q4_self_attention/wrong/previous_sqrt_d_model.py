"""
ja: √d_k ではなく √d_model を掛けています。
en: It multiplies by √d_model instead of √d_k.
fails: q4-previous
"""

def set_previous_token_head(layer, positions, strength=20.0):
    T = positions.shape[0]
    d_k = layer.W_q.weight.shape[0]
    with torch.no_grad():
        layer.W_q.weight.zero_()
        layer.W_k.weight.zero_()
        layer.W_q.weight[:T] = strength * math.sqrt(positions.shape[1]) * positions
        layer.W_k.weight[1:T] = positions[:-1]
