"""
en: Lengths by math.hypot, products by einsum, zeros by a mask afterwards.
"""

import math


def cosine_similarity(vec1, vec2):
    if len(vec1) != len(vec2):
        raise ValueError(f"{len(vec1)} and {len(vec2)} numbers")
    u, v = [float(x) for x in vec1], [float(x) for x in vec2]
    lengths = math.hypot(*u) * math.hypot(*v)
    return math.fsum(a * b for a, b in zip(u, v)) / lengths if lengths else 0.0


def cosine_similarity_matrix(A, B):
    A, B = np.array(A, dtype=np.float64), np.array(B, dtype=np.float64)
    if A.shape[1] != B.shape[1]:
        raise ValueError("the rows have different widths")
    dots = np.einsum("id,jd->ij", A, B)
    with np.errstate(divide="ignore", invalid="ignore"):
        S = dots / np.sqrt(np.einsum("id,id->i", A, A)[:, None] * np.einsum("jd,jd->j", B, B)[None, :])
    S[~A.any(axis=1)] = 0.0
    S[:, ~B.any(axis=1)] = 0.0
    return S
