"""
ja: 前半を sin、後半を cos に並べています。この演習では交互に並べます。
en: Sines fill the first half and cosines the second. Here they alternate.
fails: q5-values q5-odd q5-circle q5-precision
"""

def positional_encoding(max_len, d_model, base=10000.0):
    positions = torch.arange(max_len, dtype=torch.float64)[:, None]
    frequencies = base ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
    angles = positions * frequencies
    pe = torch.zeros(max_len, d_model, dtype=torch.float64)
    pe[:, : (d_model + 1) // 2] = angles.sin()
    pe[:, (d_model + 1) // 2 :] = angles.cos()[:, : d_model // 2]
    return pe
