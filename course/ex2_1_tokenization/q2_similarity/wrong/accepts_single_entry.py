"""
ja: 要素が一つのベクトルを、長いベクトルと比べてしまいます。個数が違えば ValueError です。
en: A vector of one entry is compared with a longer one. Different numbers of entries are a ValueError.
fails: q2-cosine-lengths
"""

def cosine_similarity(vec1, vec2):
    u = np.array(vec1, dtype=np.float64)
    v = np.array(vec2, dtype=np.float64)
    if len(u) != len(v) and 1 not in (len(u), len(v)):
        raise ValueError("lengths differ")
    nu = np.linalg.norm(u)
    nv = np.linalg.norm(v)
    if nu == 0 or nv == 0:
        return 0.0
    return float(np.dot(u, v) / (nu * nv))
