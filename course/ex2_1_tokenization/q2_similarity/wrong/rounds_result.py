"""
ja: 結果を丸めています。丸めるのは表示のときだけにしましょう。
en: The result is rounded. Round only for display.
fails: q2-cosine-value q2-cosine-direction
"""

def cosine_similarity(vec1, vec2):
    u, v = np.asarray(vec1, dtype=float), np.asarray(vec2, dtype=float)
    if u.shape != v.shape:
        raise ValueError("lengths differ")
    n = np.linalg.norm(u) * np.linalg.norm(v)
    return round(float(u @ v / n), 2) if n else 0.0
