"""
ja: 片方の長さでしか割っていません。
en: The dot product is divided by one length only.
fails: q2-cosine-value q2-cosine-direction
"""

def cosine_similarity(vec1, vec2):
    u, v = np.asarray(vec1, dtype=float), np.asarray(vec2, dtype=float)
    if u.shape != v.shape:
        raise ValueError("lengths differ")
    n = np.linalg.norm(u)
    return float(u @ v / n) if n else 0.0
