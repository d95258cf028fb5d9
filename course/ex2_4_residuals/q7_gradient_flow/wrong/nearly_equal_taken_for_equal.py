"""
ja: ほとんど等しいノルムを、等しいとみなしています。
en: Norms that are nearly equal are taken for equal ones.
fails: q7-factor
"""

def block_factor(gradients: list[float]) -> tuple[float, float]:
    if math.isclose(min(gradients), max(gradients), rel_tol=1e-4):
        return 1.0, 1.0
    y = [math.log(g) for g in gradients[::-1]]
    n = len(y)
    mean_k = (n - 1) / 2
    mean_y = sum(y) / n
    slope = sum((k - mean_k) * (v - mean_y) for k, v in enumerate(y)) / sum((k - mean_k) ** 2 for k in range(n))
    total = sum((v - mean_y) ** 2 for v in y)
    rest = sum((v - mean_y - slope * (k - mean_k)) ** 2 for k, v in enumerate(y))
    return math.exp(slope), 1 - rest / total
