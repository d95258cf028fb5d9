"""
ja: 長さの積に 0.0001 の下限があり、短い行どうしの類似度が小さくなりすぎます。
en: The product of lengths has a floor of 0.0001, so two short rows get too small a similarity.
fails: q2-matrix-value
"""

def cosine_similarity_matrix(A, B):
    A, B = np.asarray(A, dtype=float), np.asarray(B, dtype=float)
    if A.shape[1] != B.shape[1]:
        raise ValueError("widths differ")
    lengths = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    return A @ B.T / np.maximum(lengths, 1e-4)
