"""
ja: 行列全体の長さで割っています。行ごとに割ってください。
en: It divides by the norm of the whole matrix instead of each row's.
fails: q2-matrix-value q2-matrix-zero
"""

def cosine_similarity_matrix(A, B):
    A, B = np.array(A, dtype=float), np.array(B, dtype=float)
    if A.shape[1] != B.shape[1]:
        raise ValueError("widths differ")
    return A @ B.T / (np.linalg.norm(A) * np.linalg.norm(B))
