"""
ja: float16 のまま計算しているため、桁があふれます。先に float64 へ変換してください。
en: It computes in float16, which overflows. Convert to float64 first.
fails: q2-cosine-integers
"""

def cosine_similarity(vec1, vec2):
    u, v = np.array(vec1), np.array(vec2)
    if u.dtype.kind != 'f' or v.dtype.kind != 'f':
        u, v = u.astype(np.float64), v.astype(np.float64)
    if len(u) != len(v):
        raise ValueError("lengths differ")
    nu = np.linalg.norm(u)
    nv = np.linalg.norm(v)
    if nu == 0 or nv == 0:
        return 0.0
    return float(np.dot(u, v) / (nu * nv))
