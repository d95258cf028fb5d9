"""
ja: d_model が奇数のとき、最後の組の波長がありません。
en: With an odd d_model, the last pair's wavelength is missing.
fails: q5-periods
"""

def wavelengths(d_model, base=10000.0):
    return 2 * math.pi * base ** (2 * torch.arange(d_model // 2, dtype=torch.float64) / d_model)
