"""
ja: 前に作った表を、base が変わっても使い回しています。
en: A table made before is used again although base has changed.
fails: q5-values q5-precision
"""

TABLES = {}


def positional_encoding(max_len, d_model, base=10000.0):
    if d_model not in TABLES or len(TABLES[d_model]) < max_len:
        angles = torch.arange(max_len, dtype=torch.float64)[:, None] * base ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
        TABLES[d_model] = torch.stack([angles.sin(), angles.cos()], -1).flatten(1)[:, :d_model]
    return TABLES[d_model][:max_len]
