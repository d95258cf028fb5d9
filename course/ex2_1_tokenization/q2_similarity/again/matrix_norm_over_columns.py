"""
en: Sums of squares down the columns.
"""

def cosine_similarity_matrix(A, B):
    left, right = np.array(A, float), np.array(B, float)
    if left.shape[1] != right.shape[1]:
        raise ValueError("different widths")
    a, b = np.sqrt((left * left).sum(0)), np.sqrt((right * right).sum(0))
    a[a == 0], b[b == 0] = 1.0, 1.0
    return np.dot(left / a, (right / b).T)
