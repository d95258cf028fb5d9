"""
ja: ベクトルを整数に変換していて、小数が切り捨てられます。
en: Vectors are converted to integers, which cuts off decimals.
fails: q2-cosine-value q2-cosine-direction q2-cosine-integers
"""

def cosine_similarity(vec1, vec2):
    u, v = np.asarray(vec1).astype(int), np.asarray(vec2).astype(int)
    if u.shape != v.shape:
        raise ValueError("lengths differ")
    u, v = u.astype(float), v.astype(float)
    n = np.linalg.norm(u) * np.linalg.norm(v)
    return float(u @ v / n) if n else 0.0
