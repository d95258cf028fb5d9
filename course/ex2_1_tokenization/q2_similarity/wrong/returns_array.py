"""
ja: 数ではなく配列を返しています。
en: It returns an array instead of a number.
fails: q2-cosine-value q2-similar-order
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
    return np.atleast_1d(np.dot(u, v) / (nu * nv))
