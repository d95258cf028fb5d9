"""
ja: 傾きが 0 なら当てはまりは 1、としています。増えて減る列では、水平な直線は何も説明しません。
en: A slope of 0 is taken for a perfect fit; where norms rise and fall, a flat line explains nothing.
fails: q7-factor
"""

def block_factor(gradients):
    logs = [math.log(g) for g in reversed(gradients)]
    n = len(logs)
    if max(gradients) == min(gradients):
        return 1.0, 1.0
    k_mean, y_mean = (n - 1) / 2, sum(logs) / n
    sxy = sum((k - k_mean) * (y - y_mean) for k, y in enumerate(logs))
    sxx = sum((k - k_mean) ** 2 for k in range(n))
    slope = sxy / sxx
    if abs(slope) < 1e-12:
        return 1.0, 1.0
    left = sum((y - y_mean - slope * (k - k_mean)) ** 2 for k, y in enumerate(logs))
    total = sum((y - y_mean) ** 2 for y in logs)
    return math.exp(slope), 1 - left / total
