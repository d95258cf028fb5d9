"""
ja: 零ベクトルで 0/0 になり、NaN を返します。
en: The zero vector gives 0/0, which is NaN.
fails: q2-cosine-zero q2-similar-edges
"""

def cosine_similarity(vec1, vec2):
    u, v = np.asarray(vec1, dtype=float), np.asarray(vec2, dtype=float)
    if u.shape != v.shape:
        raise ValueError("lengths differ")
    with np.errstate(all="ignore"):
        return float(np.divide(u @ v, np.linalg.norm(u) * np.linalg.norm(v)))
