"""
en: The rotation as the matrix exponential of its generator.
"""

def relative_rotation(k, d_model, base=10000.0):
    if d_model % 2 == 1:
        raise ValueError("d_model must be even")
    omega = float(base) ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
    angles = torch.remainder(k * omega, 2 * math.pi)
    even = torch.arange(0, d_model, 2)
    generator = torch.zeros(d_model, d_model, dtype=torch.float64)
    generator[even, even + 1], generator[even + 1, even] = angles, -angles
    return torch.linalg.matrix_exp(generator)
