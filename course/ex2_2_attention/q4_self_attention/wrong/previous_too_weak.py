"""
ja: √d_k で割られることを忘れているため、ロジットが strength より小さくなります。
en: The logits are divided by √d_k, which is forgotten here, so they are smaller than strength.
fails: q4-previous
"""

def set_previous_token_head(layer, positions, strength=20.0):
    T = positions.shape[0]
    d_k = layer.W_q.weight.shape[0]
    with torch.no_grad():
        layer.W_q.weight.zero_()
        layer.W_k.weight.zero_()
        layer.W_q.weight[:T] = strength * positions
        layer.W_k.weight[1:T] = positions[:-1]
