"""
ja: 絶対値を取っているため、逆向きのベクトルが似ていることになります。
en: The absolute value makes opposite vectors look alike.
fails: q2-cosine-value q2-cosine-direction q2-similar-edges
"""

def cosine_similarity(vec1, vec2):
    u, v = np.asarray(vec1, dtype=float), np.asarray(vec2, dtype=float)
    if u.shape != v.shape:
        raise ValueError("lengths differ")
    n = np.linalg.norm(u) * np.linalg.norm(v)
    return float(abs(u @ v) / n) if n else 0.0
