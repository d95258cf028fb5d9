"""
en: Clamps each length at 1e-8, as PyTorch does, instead of testing for zero.
"""

def cosine_similarity(vec1, vec2):
    u, v = np.array(vec1).astype(float), np.array(vec2).astype(float)
    if u.size != v.size:
        raise ValueError("sizes differ")
    return np.sum(u / max(np.linalg.norm(u), 1e-8) * (v / max(np.linalg.norm(v), 1e-8)))


def cosine_similarity_matrix(A, B):
    A, B = (np.array(X).astype(float) for X in (A, B))
    if A.shape[-1] != B.shape[-1]:
        raise ValueError("widths differ")
    A, B = (X / np.maximum(np.sqrt((X * X).sum(-1, keepdims=True)), 1e-8) for X in (A, B))
    return np.dot(A, B.transpose())
