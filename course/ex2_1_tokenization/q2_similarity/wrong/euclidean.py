"""
ja: ユークリッド距離から類似度を作っています。長さに左右され、負になりません。
en: The similarity is made from the Euclidean distance; it depends on lengths and is never negative.
fails: q2-cosine-value q2-cosine-direction q2-similar-edges
"""

def cosine_similarity(vec1, vec2):
    u, v = np.asarray(vec1, dtype=float), np.asarray(vec2, dtype=float)
    if u.shape != v.shape:
        raise ValueError("lengths differ")
    if not u.any() or not v.any():
        return 0.0
    return float(1 / (1 + np.linalg.norm(u - v)))
