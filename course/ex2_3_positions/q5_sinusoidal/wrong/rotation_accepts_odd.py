"""
ja: 奇数の d_model を受け入れています。
en: An odd d_model is accepted.
fails: q5-orthogonal
"""

def relative_rotation(k, d_model, base=10000.0):
    R = torch.zeros(d_model, d_model, dtype=torch.float64)
    for i in range(0, d_model - 1, 2):
        angle = k * base ** (-i / d_model)
        R[i, i] = R[i + 1, i + 1] = math.cos(angle)
        R[i, i + 1], R[i + 1, i] = math.sin(angle), -math.sin(angle)
    return R
