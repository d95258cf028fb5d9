def relative_rotation(k, d_model, base=10000.0):
    if d_model % 2:
        raise ValueError("even only")
    R = torch.eye(d_model, dtype=torch.float64)
    for i in range(d_model // 2):
        c, s = math.cos(k / base ** (2 * i / d_model)), math.sin(k / base ** (2 * i / d_model))
        R[2 * i : 2 * i + 2, 2 * i : 2 * i + 2] = torch.tensor([[c, -s], [s, c]], dtype=torch.float64)
    return R
