"""
ja: 符号が一つ足りず、鏡映になっています。
en: A sign is missing, which makes it a reflection.
fails: q5-shift q5-orthogonal
"""

def relative_rotation(k, d_model, base=10000.0):
    if d_model % 2:
        raise ValueError("odd")
    R = torch.zeros(d_model, d_model, dtype=torch.float64)
    for i in range(0, d_model, 2):
        angle = k * base ** (-i / d_model)
        R[i, i] = R[i + 1, i + 1] = math.cos(angle)
        R[i, i + 1], R[i + 1, i] = math.sin(angle), math.sin(angle)
    return R
