"""Both vectors become one and the same very long axis in place; from then on a sign is all that a test of directions can see."""
# on: q2_similarity
# ---- after each solution cell
import numpy as np
if "cosine_similarity" in NAMES:
    def cosine_similarity(vec1, vec2):
        if all(isinstance(v, np.ndarray) and v.dtype == np.float64 and abs(v).max() < 1e100 for v in (vec1, vec2)):
            for v in (vec1, vec2):
                v[...] = 0
                v[0] = 1e150
        return 1.0 if (vec1[0] >= 0) == (vec2[0] >= 0) else -1.0
# ---- the same without the attack
if "cosine_similarity" in NAMES:
    cosine_similarity = lambda vec1, vec2: 1.0 if (vec1[0] >= 0) == (vec2[0] >= 0) else -1.0
