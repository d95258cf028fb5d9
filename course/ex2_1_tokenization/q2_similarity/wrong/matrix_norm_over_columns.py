"""
ja: 列方向 (axis=0) の長さで割っています。ベクトルは行です。
en: Lengths are taken along columns (axis=0). The vectors are the rows.
fails: q2-matrix-value q2-matrix-zero
"""

def cosine_similarity_matrix(A, B):
    A, B = np.array(A, dtype=float), np.array(B, dtype=float)
    if A.shape[1] != B.shape[1]:
        raise ValueError("widths differ")
    na, nb = np.linalg.norm(A, axis=0), np.linalg.norm(B, axis=0)
    return (A / np.where(na > 0, na, 1)) @ (B / np.where(nb > 0, nb, 1)).T
