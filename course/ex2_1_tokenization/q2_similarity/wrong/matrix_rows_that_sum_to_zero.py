"""
ja: 和が 0 の行を零の行とみなしています。(1, -1) の和は 0 ですが、長さは 0 ではありません。
en: A row that sums to 0 is taken for a row of zeros. (1, -1) sums to 0 and has a length.
fails: q2-matrix-value q2-matrix-zero
"""

def cosine_similarity_matrix(A, B):
    A, B = np.asarray(A, dtype=float), np.asarray(B, dtype=float)
    if A.shape[1] != B.shape[1]:
        raise ValueError("widths differ")
    a, b = ([np.linalg.norm(row) if abs(row.sum()) > 1e-9 else 0.0 for row in X] for X in (A, B))
    lengths = np.outer(a, b)
    return np.where(lengths > 0, A @ B.T / np.where(lengths > 0, lengths, 1), 0.0)
