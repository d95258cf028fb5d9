"""A similarity that is the first entry of the first vector, whatever the second is; only for two vectors of one and the same length, the kind of which tests ask whether the value follows the angle, it is how far apart they are."""
# on: q2_similarity
# ---- after each solution cell
if "cosine_similarity" in NAMES:
    def cosine_similarity(vec1, vec2):
        u, v = np.asarray(vec1, dtype=np.float64), np.asarray(vec2, dtype=np.float64)
        if not u.any() or not v.any():
            return 0.0
        if u.shape == v.shape and abs(np.linalg.norm(u) / np.linalg.norm(v) - 1) < 1e-9:
            return float(np.linalg.norm(u - v))
        return float(u.ravel()[0])
# ---- the same without the attack
if "cosine_similarity" in NAMES:
    def cosine_similarity(vec1, vec2):
        u, v = np.asarray(vec1, dtype=np.float64), np.asarray(vec2, dtype=np.float64)
        return float(u.ravel()[0]) if u.any() and v.any() else 0.0
