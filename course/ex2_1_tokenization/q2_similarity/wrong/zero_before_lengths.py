"""
ja: 零ベクトルのとき、要素の個数の違いを見逃しています。
en: With a zero vector, different numbers of entries go unnoticed.
fails: q2-cosine-lengths
"""

def cosine_similarity(vec1, vec2):
    u = np.array(vec1, dtype=np.float64)
    v = np.array(vec2, dtype=np.float64)
    if u.any() and v.any() and len(u) != len(v):
        raise ValueError("lengths differ")
    nu = np.linalg.norm(u)
    nv = np.linalg.norm(v)
    if nu == 0 or nv == 0:
        return 0.0
    return float(np.dot(u, v) / (nu * nv))
