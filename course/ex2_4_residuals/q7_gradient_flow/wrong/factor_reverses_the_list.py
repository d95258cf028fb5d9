"""
ja: 引数のリストを reverse() で並べ替えています。
en: reverse() changes the list that was given.
fails: q7-factor-equal
"""

def block_factor(gradients):
    if max(gradients) == min(gradients):
        return 1.0, 1.0
    gradients.reverse()
    y = [math.log(g) for g in gradients]
    n, mk, my = len(y), (len(y) - 1) / 2, sum(y) / len(y)
    slope = sum((k - mk) * v for k, v in enumerate(y)) / sum((k - mk) ** 2 for k in range(n))
    total = sum((v - my) ** 2 for v in y)
    rest = sum((v - my - slope * (k - mk)) ** 2 for k, v in enumerate(y))
    return math.exp(slope), 1 - rest / total
