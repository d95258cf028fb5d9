"""
en: The rotation from block_diag.
"""

def relative_rotation(k, d_model, base=10000.0):
    if d_model % 2 != 0:
        raise ValueError("odd")
    blocks = []
    for i in range(d_model // 2):
        a = torch.tensor(k / base ** (2 * i / d_model), dtype=torch.float64)
        blocks.append(torch.stack([torch.stack([a.cos(), a.sin()]), torch.stack([-a.sin(), a.cos()])]))
    return torch.block_diag(*blocks)
