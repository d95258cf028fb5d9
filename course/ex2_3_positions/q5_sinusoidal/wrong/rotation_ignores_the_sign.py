"""
ja: k が負のときも、前に進む向きに回しています。
en: A negative k is turned forwards, too.
fails: q5-shift q5-orthogonal
"""

def relative_rotation(k, d_model, base=10000.0):
    if d_model % 2:
        raise ValueError("odd")
    angles = [abs(k) * base ** (-i / d_model) for i in range(0, d_model, 2)]
    return torch.block_diag(*(torch.tensor([[math.cos(a), math.sin(a)], [-math.sin(a), math.cos(a)]], dtype=torch.float64) for a in angles))
