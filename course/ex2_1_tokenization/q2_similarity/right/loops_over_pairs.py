"""
en: Fills the matrix with a double loop over cosine_similarity.
"""

def cosine_similarity_matrix(A, B):
    out = np.zeros((len(A), len(B)))
    for i in range(len(A)):
        for j in range(len(B)):
            out[i, j] = cosine_similarity(A[i], B[j])
    return out
