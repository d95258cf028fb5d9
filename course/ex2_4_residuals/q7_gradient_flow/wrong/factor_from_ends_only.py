"""
ja: 両端の値だけから求めています。最小二乗法を使います。
en: Only the two ends are used. Fit by least squares.
fails: q7-factor
"""

def block_factor(gradients):
    if min(gradients) == max(gradients):
        return 1.0, 1.0
    y = [math.log(g) for g in reversed(gradients)]
    n, mean_k, mean_y = len(y), (len(y) - 1) / 2, sum(y) / len(y)
    slope = sum((k - mean_k) * v for k, v in enumerate(y)) / sum((k - mean_k) ** 2 for k in range(n))
    total = sum((v - mean_y) ** 2 for v in y)
    rest = sum((v - mean_y - slope * (k - mean_k)) ** 2 for k, v in enumerate(y))
    slope = (y[-1] - y[0]) / (n - 1)
    return math.exp(slope), 1 - rest / total
