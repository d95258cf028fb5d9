"""
ja: 整数のまま積を計算しているため、桁があふれます。先に実数へ変換してください。
en: Products of integers overflow. Convert to float first.
fails: q2-cosine-integers
"""

def cosine_similarity(vec1, vec2):
    u, v = np.asarray(vec1), np.asarray(vec2)
    if u.shape != v.shape:
        raise ValueError("lengths differ")
    n = np.sqrt(np.dot(u, u)) * np.sqrt(np.dot(v, v))
    return float(np.dot(u, v) / n) if n else 0.0
