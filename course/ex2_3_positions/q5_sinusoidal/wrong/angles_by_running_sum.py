"""
ja: 角を足し続けて求めているため、大きな位置では丸め誤差がたまります。
en: The angles are a running sum, whose rounding errors add up at large positions.
fails: q5-precision
"""

def positional_encoding(max_len: int, d_model: int, base: float = 10000.0) -> torch.Tensor:
    frequencies = base ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
    steps = frequencies.expand(max_len, -1).clone()
    steps[0] = 0.0
    angles = steps.cumsum(0)
    pe = torch.zeros(max_len, d_model, dtype=torch.float64)
    pe[:, 0::2] = angles.sin()
    pe[:, 1::2] = angles.cos()[:, : d_model // 2]
    return pe
