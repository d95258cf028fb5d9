"""
ja: 平方和がちょうど 0 かどうかで判定しています。丸め誤差のため、0 にならないことがあります。
en: It asks whether the sum of squares is exactly 0, which rounding prevents for some equal norms.
fails: q7-factor-equal
"""

def block_factor(gradients):
    y = [math.log(g) for g in gradients[::-1]]
    n, mk, my = len(y), (len(y) - 1) / 2, sum(y) / len(y)
    slope = sum((k - mk) * v for k, v in enumerate(y)) / sum((k - mk) ** 2 for k in range(n))
    total = sum((v - my) ** 2 for v in y)
    rest = sum((v - my - slope * (k - mk)) ** 2 for k, v in enumerate(y))
    return math.exp(slope), 1 - rest / total if total > 0 else 1.0
