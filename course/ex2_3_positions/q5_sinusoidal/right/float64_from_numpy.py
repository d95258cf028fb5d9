"""
en: Everything in NumPy; the wavelengths as 2π over the frequencies.
"""

def positional_encoding(max_len, d_model, base=10000.0):
    j = np.arange(d_model)
    angles = np.arange(max_len)[:, None] / np.power(float(base), (2 * (j // 2)) / d_model)
    angles[:, 0::2] = np.sin(angles[:, 0::2])
    angles[:, 1::2] = np.cos(angles[:, 1::2])
    return torch.from_numpy(angles)


def wavelengths(d_model, base=10000.0):
    return torch.tensor([2 * math.pi / base ** (-2 * i / d_model) for i in range(math.ceil(d_model / 2))], dtype=torch.float64)
