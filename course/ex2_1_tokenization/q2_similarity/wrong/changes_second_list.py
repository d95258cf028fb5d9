"""
ja: 二つ目の引数がリストのとき、その場で正規化しています。呼び出した側のリストが変わります。
en: A second argument that is a list is normalised in place, so the caller's list changes.
fails: q2-cosine-value
"""

def cosine_similarity(vec1, vec2):
    if len(vec1) != len(vec2):
        raise ValueError("lengths differ")
    u, n = np.asarray(vec1, dtype=float), float(np.linalg.norm(np.asarray(vec2, dtype=float)))
    if not n or not u.any():
        return 0.0
    if isinstance(vec2, list):
        for i in range(len(vec2)):
            vec2[i] = vec2[i] / n
        n = 1.0
    return float(u @ np.asarray(vec2, dtype=float) / np.linalg.norm(u) / n)
