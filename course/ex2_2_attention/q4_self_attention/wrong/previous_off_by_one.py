"""
ja: 一つ前ではなく、自分自身を見ています。
en: Each position looks at itself instead of the one before.
fails: q4-previous
"""

def set_previous_token_head(layer, positions, strength=20.0):
    T = positions.shape[0]
    d_k = layer.W_q.weight.shape[0]
    with torch.no_grad():
        layer.W_q.weight.zero_()
        layer.W_k.weight.zero_()
        layer.W_q.weight[:T] = strength * math.sqrt(d_k) * positions
        layer.W_k.weight[:T] = positions
