"""
ja: 角を float32 で計算しているため、大きな位置で不正確です。
en: Angles in float32 are inexact at large positions.
fails: q5-precision q5-distance
"""

def positional_encoding(max_len, d_model, base=10000.0):
    positions = torch.arange(max_len, dtype=torch.float32)[:, None]
    frequencies = base ** (-torch.arange(0, d_model, 2, dtype=torch.float32) / d_model)
    angles = positions * frequencies
    pe = torch.zeros(max_len, d_model, dtype=torch.float64)
    pe[:, 0::2] = angles.sin()
    pe[:, 1::2] = angles.cos()[:, : d_model // 2]
    return pe
