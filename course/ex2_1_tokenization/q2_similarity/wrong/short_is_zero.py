"""
ja: 短いベクトルを零ベクトルとして扱っています。0 なのは長さがちょうど 0 のときだけです。
en: Short vectors are treated as zero vectors. Only a length of exactly 0 is.
fails: q2-cosine-direction
"""

def cosine_similarity(vec1, vec2):
    u = np.array(vec1, dtype=np.float64)
    v = np.array(vec2, dtype=np.float64)
    if len(u) != len(v):
        raise ValueError("lengths differ")
    nu = np.linalg.norm(u)
    nv = np.linalg.norm(v)
    if nu < 1e-2 or nv < 1e-2:
        return 0.0
    return float(np.dot(u, v) / (nu * nv))
