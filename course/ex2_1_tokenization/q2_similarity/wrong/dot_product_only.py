"""
ja: 内積を長さで割っていません。長いベクトルほど値が大きくなります。
en: The dot product is not divided by the lengths, so long vectors score high.
fails: q2-cosine-value q2-cosine-direction
"""

def cosine_similarity(vec1, vec2):
    u, v = np.asarray(vec1, dtype=float), np.asarray(vec2, dtype=float)
    if u.shape != v.shape:
        raise ValueError("lengths differ")
    return float(u @ v)
