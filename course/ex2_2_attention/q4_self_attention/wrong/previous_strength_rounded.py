"""
ja: strength を整数に丸めています。
en: strength is rounded to an integer.
fails: q4-previous
"""

def set_previous_token_head(layer, positions, strength=20.0):
    with torch.no_grad():
        layer.W_q.weight.zero_()
        layer.W_k.weight.zero_()
        T = len(positions)
        layer.W_q.weight[1:T] = round(strength) * math.sqrt(layer.W_q.out_features) * positions[1:]
        layer.W_k.weight[1:T] = positions[:-1]
