"""
en: Adds 1e-8 to the product of the lengths, as many do.
"""

def cosine_similarity(vec1, vec2):
    u, v = np.asarray(vec1, dtype=float), np.asarray(vec2, dtype=float)
    if u.shape != v.shape:
        raise ValueError("shapes differ")
    return float(u.dot(v) / (np.linalg.norm(u) * np.linalg.norm(v) + 1e-8))
