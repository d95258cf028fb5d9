"""
en: One row of the matrix, sorted twice with a stable sort.
"""

def find_most_similar(word, embeddings, top_k=2):
    if word not in embeddings:
        raise KeyError(word)
    names = sorted(w for w in embeddings if w != word)
    scores = cosine_similarity_matrix([embeddings[word]], [embeddings[w] for w in names])[0]
    order = np.argsort(-scores, kind="stable")[:top_k]
    return [(names[i], float(scores[i])) for i in order]
