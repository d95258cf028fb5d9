"""
ja: 絶対値の和 (L1 ノルム) で割っています。コサインでは L2 ノルムです。
en: It divides by sums of absolute values (L1 norms). The cosine needs L2 norms.
fails: q2-cosine-value q2-cosine-direction
"""

def cosine_similarity(vec1, vec2):
    u, v = np.asarray(vec1, dtype=float), np.asarray(vec2, dtype=float)
    if u.shape != v.shape:
        raise ValueError("lengths differ")
    n = np.abs(u).sum() * np.abs(v).sum()
    return float(u @ v / n) if n else 0.0
