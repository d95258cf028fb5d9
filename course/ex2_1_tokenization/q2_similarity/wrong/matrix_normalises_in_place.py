"""
ja: 引数の A と B をその場で書き換えています。
en: The arguments A and B are changed in place.
fails: q2-matrix-widths
"""

def cosine_similarity_matrix(A, B):
    A, B = np.asarray(A, dtype=float), np.asarray(B, dtype=float)
    if A.shape[1] != B.shape[1]:
        raise ValueError("widths differ")
    for X in (A, B):
        norms = np.linalg.norm(X, axis=1, keepdims=True)
        norms[norms == 0] = 1
        X /= norms
    return A @ B.T
