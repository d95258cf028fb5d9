"""A similarity that is the product of the two first entries: 0 where a vector is zero, exact for integers, and no angle."""
# on: q2_similarity
# ---- after each solution cell
if "cosine_similarity" in NAMES:
    def cosine_similarity(vec1, vec2):
        if len(vec1) != len(vec2):
            raise TypeError
        return float(vec1[0]) * float(vec2[0])
