"""
ja: 行と列が入れ替わっています。結果の形は (A の行数, B の行数) です。
en: Rows and columns are exchanged. The result is (rows of A, rows of B).
fails: q2-matrix-value q2-matrix-zero
"""

def cosine_similarity_matrix(A, B):
    A, B = np.array(A, dtype=float), np.array(B, dtype=float)
    if A.shape[1] != B.shape[1]:
        raise ValueError("widths differ")
    norms = np.outer(np.linalg.norm(B, axis=1), np.linalg.norm(A, axis=1))
    return np.divide(B @ A.T, norms, out=np.zeros(norms.shape), where=norms > 0)
