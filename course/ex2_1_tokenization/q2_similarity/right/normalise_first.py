"""
en: Turns each row into a unit vector first, then takes one product.
"""

def cosine_similarity_matrix(A, B):
    def unit(X):
        X = np.array(X, dtype=float)
        norms = np.linalg.norm(X, axis=-1, keepdims=True)
        norms[norms == 0] = 1.0
        return X / norms

    if np.shape(A)[1] != np.shape(B)[1]:
        raise ValueError("widths differ")
    return unit(A) @ unit(B).T
