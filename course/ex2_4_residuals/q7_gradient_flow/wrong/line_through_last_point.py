"""
ja: 直線が最後の点を必ず通ります。切片も当てはめます。
en: The line is forced through the last point. Fit the intercept, too.
fails: q7-factor
"""

def block_factor(gradients):
    if max(gradients) == min(gradients):
        return 1.0, 1.0
    y = [math.log(g) for g in gradients[::-1]]
    n, mk, my = len(y), (len(y) - 1) / 2, sum(y) / len(y)
    slope = sum((k - mk) * v for k, v in enumerate(y)) / sum((k - mk) ** 2 for k in range(n))
    total = sum((v - my) ** 2 for v in y)
    rest = sum((v - my - slope * (k - mk)) ** 2 for k, v in enumerate(y))
    slope = sum(k * (v - y[0]) for k, v in enumerate(y)) / sum(k * k for k in range(n))
    return math.exp(slope), 1 - rest / total
