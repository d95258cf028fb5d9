"""
en: Powers of complex units.
"""

def positional_encoding(max_len, d_model, base=10000.0):
    import numpy as np

    omega = base ** (-2 * np.arange((d_model + 1) // 2) / d_model)
    z = np.exp(1j * np.outer(np.arange(max_len), omega))
    return torch.from_numpy(np.stack([z.imag, z.real], -1).reshape(max_len, -1)[:, :d_model].copy())
