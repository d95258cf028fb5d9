"""
ja: 位置が 1 から始まっています。
en: Positions begin at 1.
fails: q5-values q5-odd q5-circle q5-precision
"""

def positional_encoding(max_len, d_model, base=10000.0):
    positions = torch.arange(1, max_len + 1, dtype=torch.float64)[:, None]
    frequencies = base ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
    angles = positions * frequencies
    pe = torch.zeros(max_len, d_model, dtype=torch.float64)
    pe[:, 0::2] = angles.sin()
    pe[:, 1::2] = angles.cos()[:, : d_model // 2]
    return pe
