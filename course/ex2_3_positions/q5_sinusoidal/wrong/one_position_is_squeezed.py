"""
ja: 位置が一つのとき、行の軸が消えています (squeeze)。
en: With a single position, the axis of rows is lost (squeeze).
fails: q5-values q5-odd
"""

def positional_encoding(max_len, d_model, base=10000.0):
    angles = torch.arange(max_len, dtype=torch.float64)[:, None] * base ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
    return torch.stack([angles.sin(), angles.cos()], -1).flatten(1)[:, :d_model].squeeze(0)
