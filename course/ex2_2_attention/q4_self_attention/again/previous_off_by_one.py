"""
en: As wrong/previous_off_by_one.py, written a second way.
"""

def set_previous_token_head(layer, positions, strength=20.0):
    factor = (strength * layer.W_q.out_features**0.5) ** 0.5
    rows = torch.zeros_like(layer.W_q.weight)
    rows[: len(positions)] = factor * positions
    layer.W_q.weight.data.copy_(rows)
    layer.W_k.weight.data.copy_(rows)
