"""
ja: base を整数に切り捨てています。2.5 のような base もあります。
en: base is cut to an integer. There are bases such as 2.5.
fails: q5-values q5-odd q5-precision
"""

def positional_encoding(max_len, d_model, base=10000.0):
    angles = torch.arange(max_len, dtype=torch.float64)[:, None] * int(base) ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
    return torch.stack([angles.sin(), angles.cos()], -1).flatten(1)[:, :d_model]
