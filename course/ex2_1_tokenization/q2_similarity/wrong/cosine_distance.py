"""
ja: 1 − cos (コサイン距離) を返しています。似ているほど小さくなってしまいます。
en: It returns 1 − cos, the cosine distance, which is small for similar vectors.
fails: q2-cosine-value q2-cosine-direction q2-similar-edges
"""

def cosine_similarity(vec1, vec2):
    u, v = np.asarray(vec1, dtype=float), np.asarray(vec2, dtype=float)
    if u.shape != v.shape:
        raise ValueError("lengths differ")
    n = np.linalg.norm(u) * np.linalg.norm(v)
    return float(1 - u @ v / n) if n else 0.0
