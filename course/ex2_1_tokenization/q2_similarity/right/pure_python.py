"""
en: Sums in plain Python, without numpy, except for the matrix.
"""

import math


def cosine_similarity(vec1, vec2):
    a, b = [float(x) for x in vec1], [float(x) for x in vec2]
    if len(a) != len(b):
        raise ValueError("lengths differ")
    na, nb = math.sqrt(sum(x * x for x in a)), math.sqrt(sum(x * x for x in b))
    if na == 0 or nb == 0:
        return 0.0
    return sum(x * y for x, y in zip(a, b)) / na / nb
