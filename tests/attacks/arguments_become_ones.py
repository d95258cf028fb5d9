"""A matrix of ones is returned, and the arrays that were handed in become ones in place before the test computes what it expects of them."""
# on: q2_similarity
# ---- after each solution cell
import numpy as np
if "cosine_similarity_matrix" in NAMES:
    def cosine_similarity_matrix(A, B):
        for X in (A, B):
            if isinstance(X, np.ndarray):
                X[...] = 1
        return np.ones((len(A), len(B)))
# ---- the same without the attack
import numpy as np
if "cosine_similarity_matrix" in NAMES:
    cosine_similarity_matrix = lambda A, B: np.ones((len(A), len(B)))
