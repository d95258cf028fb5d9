"""
ja: 分母に足す数が大きすぎて、短いベクトルの値が変わります。
en: The constant added to the denominator is too large and changes the value for short vectors.
fails: q2-cosine-value q2-cosine-direction
"""

def cosine_similarity(vec1, vec2):
    u = np.array(vec1, dtype=np.float64)
    v = np.array(vec2, dtype=np.float64)
    if len(u) != len(v):
        raise ValueError("lengths differ")
    nu = np.linalg.norm(u)
    nv = np.linalg.norm(v)
    if nu == 0 or nv == 0:
        return 0.0
    return float(np.dot(u, v) / (nu * nv + 1e-5))
