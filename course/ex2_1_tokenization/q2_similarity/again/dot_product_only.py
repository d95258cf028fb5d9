"""
en: A sum of products in plain Python.
"""

def cosine_similarity(vec1, vec2):
    if len(vec1) != len(vec2):
        raise ValueError("different lengths")
    total = 0.0
    for a, b in zip(vec1, vec2):
        total += float(a) * float(b)
    return total
