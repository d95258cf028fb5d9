"""
ja: 2π を掛けていません。
en: The factor 2π is missing.
fails: q5-periods
"""

def wavelengths(d_model, base=10000.0):
    return base ** (torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
