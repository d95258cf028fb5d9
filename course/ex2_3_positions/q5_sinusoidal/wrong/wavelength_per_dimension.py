"""
ja: 組ごとではなく次元ごとに返しています。
en: One wavelength per dimension comes back instead of one per pair.
fails: q5-periods
"""

def wavelengths(d_model, base=10000.0):
    return 2 * math.pi * base ** (torch.arange(0, d_model, 2, dtype=torch.float64) / d_model).repeat_interleave(2)
