"""
ja: 元の乱数の重みに足しているため、内容に左右されます。
en: The old random weights stay underneath, so content plays a part.
fails: q4-previous
"""

def set_previous_token_head(layer, positions, strength=20.0):
    T = positions.shape[0]
    d_k = layer.W_q.weight.shape[0]
    with torch.no_grad():
        layer.W_q.weight.mul_(20)
        layer.W_q.weight[:T] += strength * math.sqrt(d_k) * positions
        layer.W_k.weight[1:T] += positions[:-1]
