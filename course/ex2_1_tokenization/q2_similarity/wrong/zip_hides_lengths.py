"""
ja: zip は短いほうに合わせるため、長さの違いに気づきません。
en: zip stops at the shorter vector, so different lengths go unnoticed.
fails: q2-cosine-lengths
"""

def cosine_similarity(vec1, vec2):
    pairs = [(float(a), float(b)) for a, b in zip(vec1, vec2)]
    n = sum(a * a for a, _ in pairs) ** 0.5 * sum(b * b for _, b in pairs) ** 0.5
    return sum(a * b for a, b in pairs) / n if n else 0.0
