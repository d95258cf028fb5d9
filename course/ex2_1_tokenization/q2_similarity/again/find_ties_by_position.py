"""
en: A stable sort of the scores alone.
"""

def find_most_similar(word, embeddings, top_k=2):
    if word not in embeddings:
        raise KeyError(word)
    names = [name for name in embeddings if name != word]
    values = [cosine_similarity(embeddings[word], embeddings[name]) for name in names]
    order = sorted(range(len(names)), key=values.__getitem__, reverse=True)
    return [(names[i], values[i]) for i in order[:top_k]]
