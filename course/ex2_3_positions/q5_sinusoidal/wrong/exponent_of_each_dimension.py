"""
ja: sin と cos の組で周波数が違います。組の指数は同じ 2i/d です。
en: Sine and cosine of a pair have different frequencies. Both use 2i/d.
fails: q5-values q5-odd q5-circle q5-precision q5-distance
"""

def positional_encoding(max_len, d_model, base=10000.0):
    positions = torch.arange(max_len, dtype=torch.float64)[:, None]
    frequencies = base ** (-torch.arange(d_model, dtype=torch.float64) / d_model)
    angles = positions * frequencies
    pe = torch.zeros(max_len, d_model, dtype=torch.float64)
    pe[:, 0::2] = angles[:, 0::2].sin()
    pe[:, 1::2] = angles[:, 1::2].cos()
    return pe
