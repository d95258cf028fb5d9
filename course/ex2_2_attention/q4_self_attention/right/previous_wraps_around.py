"""
en: Position 0 looks at the last position, which the exercise leaves open.
"""

def set_previous_token_head(layer, positions, strength=20.0):
    T = len(positions)
    d_k = layer.W_q.weight.shape[0]
    W_q, W_k = torch.zeros_like(layer.W_q.weight), torch.zeros_like(layer.W_k.weight)
    for i in range(T):
        W_q[i] = positions[i] * strength
        W_k[(i + 1) % T] = positions[i] * d_k**0.5
    layer.W_q.weight.data, layer.W_k.weight.data = W_q, W_k
