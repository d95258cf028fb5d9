"""
ja: base を float32 に丸めています。
en: base is rounded to float32.
fails: q5-precision
"""

def positional_encoding(max_len: int, d_model: int, base: float = 10000.0) -> torch.Tensor:
    positions = torch.arange(max_len, dtype=torch.float64)[:, None]
    frequencies = torch.tensor(float(base)) ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
    angles = positions * frequencies
    pe = torch.zeros(max_len, d_model, dtype=torch.float64)
    pe[:, 0::2] = angles.sin()
    pe[:, 1::2] = angles.cos()[:, : d_model // 2]
    return pe
