"""
en: Builds the matrix from lists of cosine_similarity; the neighbours with two stable sorts.
"""

def cosine_similarity_matrix(A, B):
    return np.array([[cosine_similarity(a, b) for b in B] for a in A])


def find_most_similar(word, embeddings, top_k=2):
    query = embeddings[word]
    found = [(w, cosine_similarity(query, embeddings[w])) for w in sorted(embeddings) if w != word]
    found.sort(key=lambda pair: pair[1], reverse=True)  # stable: ties keep dictionary order, also with reverse
    return found[:top_k]
