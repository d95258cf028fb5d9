"""
ja: 零の行が NaN になります。
en: Rows of zeros become NaN.
fails: q2-matrix-zero
"""

def cosine_similarity_matrix(A, B):
    A, B = np.array(A, dtype=float), np.array(B, dtype=float)
    if A.shape[1] != B.shape[1]:
        raise ValueError("widths differ")
    with np.errstate(all="ignore"):
        return (A / np.linalg.norm(A, axis=1, keepdims=True)) @ (B / np.linalg.norm(B, axis=1, keepdims=True)).T
