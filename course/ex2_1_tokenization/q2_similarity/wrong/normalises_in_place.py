"""
ja: 渡されたベクトルをその場で正規化しています。
en: The vector that was passed is normalised in place.
fails: q2-cosine-value
may: q2-similar-order
"""

def cosine_similarity(vec1, vec2):
    u = np.asarray(vec1, dtype=np.float64)
    if u.any() and len(u) == len(vec2):
        u /= np.linalg.norm(u)
    v = np.array(vec2, dtype=np.float64)
    if len(u) != len(v):
        raise ValueError("lengths differ")
    nu = np.linalg.norm(u)
    nv = np.linalg.norm(v)
    if nu == 0 or nv == 0:
        return 0.0
    return float(np.dot(u, v) / (nu * nv))
