"""
ja: 整数や float16 の行列のまま計算しているため、桁があふれます。
en: It computes in integers or float16, which overflow. Convert to float64 first.
fails: q2-matrix-value
"""

def cosine_similarity_matrix(A, B):
    A, B = np.array(A), np.array(B)
    if A.shape[1] != B.shape[1]:
        raise ValueError("widths differ")
    na = np.linalg.norm(A, axis=1, keepdims=True)
    nb = np.linalg.norm(B, axis=1, keepdims=True)
    A = A / np.where(na == 0, 1, na)
    B = B / np.where(nb == 0, 1, nb)
    return A @ B.T
