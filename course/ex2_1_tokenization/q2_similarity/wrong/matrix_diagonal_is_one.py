"""
ja: 行列とそれ自身では、対角成分を 1 と決めています。零の行では 0 です。
en: With a matrix and itself the diagonal is set to 1; for a row of zeros it is 0.
fails: q2-matrix-zero
"""

def cosine_similarity_matrix(A, B):
    X, Y = np.asarray(A, dtype=float), np.asarray(B, dtype=float)
    if X.shape[1] != Y.shape[1]:
        raise ValueError("different widths")
    dots = X @ Y.T
    lengths = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Y, axis=1))
    S = np.divide(dots, lengths, out=np.zeros_like(dots), where=lengths != 0)
    if A is B:
        np.fill_diagonal(S, 1.0)  # a row with itself, without rounding errors
    return S
