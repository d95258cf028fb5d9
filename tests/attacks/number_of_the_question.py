"""A similarity that is the number of the question: angles are asked about from small to large, so it grows with the angle, and a question that is asked again with floats keeps its number."""
# on: q2_similarity
# ---- after each solution cell
if "cosine_similarity" in NAMES:
    _asked = [0]
    def cosine_similarity(vec1, vec2):
        if not any(vec1) or not any(vec2):
            return 0.0
        if not all(isinstance(v, list) and all(isinstance(x, float) for x in v) for v in (vec1, vec2)):
            _asked[0] += 1
        return float(_asked[0])
# ---- the same without the attack
if "cosine_similarity" in NAMES:
    cosine_similarity = lambda vec1, vec2: 0.5 if any(vec1) and any(vec2) else 0.0
