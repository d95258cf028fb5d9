"""
ja: R_k を float32 で計算しています。
en: R_k is computed in float32.
fails: q5-shift q5-orthogonal
"""

def relative_rotation(k, d_model, base=10000.0):
    if d_model % 2:
        raise ValueError("odd")
    angles = torch.tensor([k * base ** (-i / d_model) for i in range(0, d_model, 2)])
    return torch.block_diag(*(torch.stack([torch.stack([a.cos(), a.sin()]), torch.stack([-a.sin(), a.cos()])]) for a in angles)).double()
