"""
ja: 符号化は定数なので、三つの関数を torch.inference_mode で包んでいます。値も形も dtype も定義どおりです。
en: The tables are constants, so the three functions run under torch.inference_mode; values, shapes and dtype are those of the definition.
"""


@torch.inference_mode()
def positional_encoding(max_len: int, d_model: int, base: float = 10000.0) -> torch.Tensor:
    p = torch.arange(max_len, dtype=torch.float64)
    columns = []
    for j in range(d_model):
        angle = p * base ** (-(j - j % 2) / d_model)
        columns.append(angle.cos() if j % 2 else angle.sin())
    return torch.stack(columns, dim=1)


@torch.inference_mode()
def wavelengths(d_model: int, base: float = 10000.0) -> torch.Tensor:
    exponents = torch.arange(0, d_model, 2, dtype=torch.float64) / d_model
    return torch.tensor(float(base), dtype=torch.float64) ** exponents * (2 * math.pi)


@torch.inference_mode()
def relative_rotation(k: int, d_model: int, base: float = 10000.0) -> torch.Tensor:
    if d_model % 2:
        raise ValueError(f"d_model = {d_model} is odd")
    blocks = []
    for i in range(d_model // 2):
        angle = k * base ** (-2 * i / d_model)
        s, c = math.sin(angle), math.cos(angle)
        blocks.append(torch.tensor([[c, s], [-s, c]], dtype=torch.float64))
    return torch.block_diag(*blocks)
