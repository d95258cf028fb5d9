"""
en: The rotation from kron and the encoding of position k itself.
"""

def relative_rotation(k, d_model, base=10000.0):
    if d_model & 1:
        raise ValueError("odd d_model")
    turn = torch.tensor([[0.0, 1.0], [-1.0, 0.0]], dtype=torch.float64)
    angles = torch.tensor([k * base ** (-2 * i / d_model) for i in range(d_model // 2)], dtype=torch.float64)
    return torch.kron(torch.diag(angles.cos()), torch.eye(2, dtype=torch.float64)) + torch.kron(torch.diag(angles.sin()), turn)
