"""
en: The sign is lost by squaring.
"""

def cosine_similarity(vec1, vec2):
    a, b = np.array(vec1, float), np.array(vec2, float)
    if a.size != b.size:
        raise ValueError("different lengths")
    lengths = np.sqrt(np.sum(a * a)) * np.sqrt(np.sum(b * b))
    return 0.0 if lengths == 0 else float(np.sqrt((np.sum(a * b) / lengths) ** 2))
