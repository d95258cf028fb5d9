"""
ja: 波長ではなく周波数を返しています。
en: Frequencies come back instead of wavelengths.
fails: q5-periods
"""

def wavelengths(d_model, base=10000.0):
    return 2 * math.pi * base ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
