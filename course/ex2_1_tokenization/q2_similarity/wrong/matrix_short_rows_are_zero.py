"""
ja: 短い行を零の行として扱っています。
en: Short rows are treated as rows of zeros.
fails: q2-matrix-value
"""

def cosine_similarity_matrix(A, B):
    A = np.array(A, dtype=np.float64)
    B = np.array(B, dtype=np.float64)
    if A.shape[1] != B.shape[1]:
        raise ValueError("widths differ")
    na = np.linalg.norm(A, axis=1, keepdims=True)
    nb = np.linalg.norm(B, axis=1, keepdims=True)
    A = A / np.where(na < 1e-2, 1, na)
    B = B / np.where(nb == 0, 1, nb)
    return A @ B.T
