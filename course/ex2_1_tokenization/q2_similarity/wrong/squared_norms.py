"""
ja: 長さではなく長さの二乗で割っています。平方根を忘れていませんか。
en: It divides by squared lengths. Is the square root missing?
fails: q2-cosine-value q2-cosine-direction
"""

def cosine_similarity(vec1, vec2):
    u, v = np.asarray(vec1, dtype=float), np.asarray(vec2, dtype=float)
    if u.shape != v.shape:
        raise ValueError("lengths differ")
    n = (u @ u) * (v @ v)
    return float(u @ v / n) if n else 0.0
