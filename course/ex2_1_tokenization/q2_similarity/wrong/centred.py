"""
ja: 平均を引いてから計算しています。それは相関係数です。
en: The means are subtracted first. That is the correlation coefficient.
fails: q2-cosine-direction q2-cosine-value q2-similar-edges q2-similar-ties
"""

def cosine_similarity(vec1, vec2):
    u, v = np.asarray(vec1, dtype=float), np.asarray(vec2, dtype=float)
    if u.shape != v.shape:
        raise ValueError("lengths differ")
    u, v = u - u.mean(), v - v.mean()
    n = np.linalg.norm(u) * np.linalg.norm(v)
    return float(u @ v / n) if n else 0.0
