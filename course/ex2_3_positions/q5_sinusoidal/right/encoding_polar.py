"""
en: Numbers on the unit circle of the complex plane, their imaginary and real parts interleaved.
"""

def positional_encoding(max_len: int, d_model: int, base: float = 10000.0) -> torch.Tensor:
    pairs = -(-d_model // 2)
    exponents = torch.arange(pairs, dtype=torch.float64) * 2 / d_model
    angles = torch.arange(max_len, dtype=torch.float64)[:, None] * float(base) ** -exponents
    clock = torch.polar(torch.ones_like(angles), angles)  # cos + i sin
    return torch.stack((clock.imag, clock.real), dim=2).reshape(max_len, 2 * pairs)[:, :d_model].contiguous()
