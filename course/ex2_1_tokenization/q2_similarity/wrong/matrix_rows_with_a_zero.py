"""
ja: 0 を一つでも含む行を零の行として扱っています。
en: A row that holds a single 0 is treated as a row of zeros.
fails: q2-matrix-value q2-matrix-zero
"""

def cosine_similarity_matrix(A, B):
    A = np.array(A, dtype=np.float64)
    B = np.array(B, dtype=np.float64)
    if A.shape[1] != B.shape[1]:
        raise ValueError("widths differ")
    na = np.linalg.norm(A, axis=1, keepdims=True)
    nb = np.linalg.norm(B, axis=1, keepdims=True)
    A = A / np.where(na == 0, 1, na)
    B = B / np.where(nb == 0, 1, nb)
    S = A @ B.T
    S[(A == 0).any(1)] = 0
    return S
