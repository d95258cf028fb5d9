"""
ja: 「丸めの雑音」を消すつもりで 1e-6 未満の成分を 0 にするので、とても小さい角度の sin が失われる。
en: Entries below 1e-6 are set to 0 as if they were rounding noise, which deletes the sines of very small angles.
fails: q5-shift
"""

def relative_rotation(k: int, d_model: int, base: float = 10000.0) -> torch.Tensor:
    if d_model % 2 != 0:
        raise ValueError("d_model must be even")
    even = torch.arange(0, d_model, 2)
    angles = k * base ** (-even.double() / d_model)
    R = torch.zeros(d_model, d_model, dtype=torch.float64)
    R[even, even] = torch.cos(angles)
    R[even, even + 1] = torch.sin(angles)
    R[even + 1, even] = -torch.sin(angles)
    R[even + 1, even + 1] = torch.cos(angles)
    R[R.abs() < 1e-6] = 0.0  # clear what is only rounding noise
    return R
