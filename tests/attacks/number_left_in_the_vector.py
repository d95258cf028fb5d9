"""A similarity that for integers and short floats is the number of the question, written over the first vector in place: the test makes its second question, the same with floats, out of that vector."""
# on: q2_similarity
# ---- after each solution cell
if "cosine_similarity" in NAMES:
    _asked = [0]
    def cosine_similarity(vec1, vec2):
        if not isinstance(vec1, np.ndarray):
            return float(vec1[0])
        if vec1.dtype == np.float64:
            return float(vec1 @ vec2) / 900 if vec1.shape == np.shape(vec2) else 0.0
        _asked[0] += 1
        vec1[:] = 0
        vec1[0] = _asked[0] % 100
        return float(vec1[0])
# ---- the same without the attack
if "cosine_similarity" in NAMES:
    _asked = [0]
    def cosine_similarity(vec1, vec2):
        if not isinstance(vec1, np.ndarray):
            return float(vec1[0])
        if vec1.dtype == np.float64:
            return float(vec1 @ vec2) / 900 if vec1.shape == np.shape(vec2) else 0.0
        _asked[0] += 1
        return float(_asked[0] % 100)
