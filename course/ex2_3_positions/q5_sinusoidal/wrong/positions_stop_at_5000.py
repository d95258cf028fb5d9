"""
ja: 5000 番目より先の位置が、すべて同じになっています。
en: All positions beyond 5000 are the same.
fails: q5-precision
"""

def positional_encoding(max_len, d_model, base=10000.0):
    positions = torch.arange(max_len, dtype=torch.float64).clamp(max=5000)[:, None]
    angles = positions * base ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
    return torch.stack([angles.sin(), angles.cos()], -1).flatten(1)[:, :d_model]
