"""
ja: 一つの位置だけに合う行列です。すべての位置で成り立つものが必要です。
en: This matrix fits one position only. It must hold for all.
fails: q5-shift q5-orthogonal
"""

def relative_rotation(k, d_model, base=10000.0):
    if d_model % 2:
        raise ValueError("odd")
    pe = positional_encoding(abs(k) + 2, d_model, base)
    a, b = (pe[0], pe[k]) if k >= 0 else (pe[-k], pe[0])
    return torch.outer(b, a) / (a @ a)
