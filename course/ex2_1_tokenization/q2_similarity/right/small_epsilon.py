"""
en: Adds 1e-12 to the denominator instead of testing for zero.
"""

def cosine_similarity(vec1, vec2):
    u, v = np.array(vec1, dtype=float), np.array(vec2, dtype=float)
    if len(u) != len(v):
        raise ValueError("lengths differ")
    return np.dot(u, v) / (np.sqrt((u**2).sum()) * np.sqrt((v**2).sum()) + 1e-12)
