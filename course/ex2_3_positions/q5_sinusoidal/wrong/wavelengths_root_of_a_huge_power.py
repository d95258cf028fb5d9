"""
ja: base^(2i) を先に計算してから d_model 乗根を取るので、d_model が大きいと途中であふれて波長が inf になる。
en: The power base^(2i) is taken first and its d_model-th root afterwards, so for a large d_model the power overflows and the wavelength is inf.
fails: q5-periods
"""

def wavelengths(d_model: int, base: float = 10000.0) -> torch.Tensor:
    powers = base ** torch.arange(0, d_model, 2, dtype=torch.float64)
    return 2 * math.pi * powers ** (1 / d_model)
