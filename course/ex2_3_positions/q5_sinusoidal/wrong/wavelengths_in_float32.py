"""
ja: 波長を float32 で返しています。
en: Wavelengths come back as float32.
fails: q5-periods
"""

def wavelengths(d_model, base=10000.0):
    return 2 * math.pi * base ** (torch.arange(0, d_model, 2) / d_model)
