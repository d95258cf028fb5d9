"""
ja: 広いほうの行を切り詰めています。幅が違えば ValueError です。
en: Wider rows are cut. Different widths are a ValueError.
fails: q2-matrix-widths
"""

def cosine_similarity_matrix(A, B):
    A = np.array(A, dtype=np.float64)
    B = np.array(B, dtype=np.float64)
    A = A[:, :B.shape[1]]
    if A.shape[1] != B.shape[1]:
        raise ValueError("widths differ")
    na = np.linalg.norm(A, axis=1, keepdims=True)
    nb = np.linalg.norm(B, axis=1, keepdims=True)
    A = A / np.where(na == 0, 1, na)
    B = B / np.where(nb == 0, 1, nb)
    return A @ B.T
