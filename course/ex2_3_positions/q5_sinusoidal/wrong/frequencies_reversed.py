"""
ja: 周波数の並びが逆です。最初の組がいちばん速く振動します。
en: The frequencies are in reverse. The first pair turns fastest.
fails: q5-values q5-odd q5-precision
"""

def positional_encoding(max_len, d_model, base=10000.0):
    positions = torch.arange(max_len, dtype=torch.float64)[:, None]
    frequencies = base ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
    angles = positions * frequencies.flip(0)
    pe = torch.zeros(max_len, d_model, dtype=torch.float64)
    pe[:, 0::2] = angles.sin()
    pe[:, 1::2] = angles.cos()[:, : d_model // 2]
    return pe
