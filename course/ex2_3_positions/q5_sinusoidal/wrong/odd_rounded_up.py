"""
ja: 奇数の d_model を、一つ大きい偶数として計算しています。指数の分母は d_model そのものです。
en: An odd d_model is computed as the next even one. The exponent divides by d_model itself.
fails: q5-odd
"""

def positional_encoding(max_len, d_model, base=10000.0):
    even = d_model + d_model % 2
    angles = torch.arange(max_len, dtype=torch.float64)[:, None] * base ** (-torch.arange(0, even, 2, dtype=torch.float64) / even)
    return torch.stack([angles.sin(), angles.cos()], -1).flatten(1)[:, :d_model]
