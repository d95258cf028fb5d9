"""
ja: 倍率の向きが逆です。出力から入力へさかのぼる倍率です。
en: The factor runs the wrong way. It is the one on the way back.
fails: q7-factor
"""

def block_factor(gradients):
    if min(gradients) == max(gradients):
        return 1.0, 1.0
    y = [math.log(g) for g in gradients]
    n, mean_k, mean_y = len(y), (len(y) - 1) / 2, sum(y) / len(y)
    slope = sum((k - mean_k) * v for k, v in enumerate(y)) / sum((k - mean_k) ** 2 for k in range(n))
    total = sum((v - mean_y) ** 2 for v in y)
    rest = sum((v - mean_y - slope * (k - mean_k)) ** 2 for k, v in enumerate(y))
    return math.exp(slope), 1 - rest / total
