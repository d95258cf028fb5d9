"""A search that writes a number of its own into each vector and ranks by those numbers: by the time a test looks for ties there are none."""
# on: q2_similarity
# ---- after each solution cell
if "find_most_similar" in NAMES:
    import numpy as _np
    def find_most_similar(word, embeddings, top_k=2):
        others = sorted((other for other in embeddings if other != word), reverse=True)
        if all(isinstance(vector, _np.ndarray) for vector in embeddings.values()):
            for n, vector in enumerate(embeddings.values()):
                vector[...] = 0
                vector[0] = n + 2
            embeddings[word][0] = 1
            others.sort(key=lambda other: (-float(embeddings[other][0]), other))
        return [(other, 0.0) for other in others][:top_k]
# ---- the same without the attack
if "find_most_similar" in NAMES:
    def find_most_similar(word, embeddings, top_k=2):
        others = sorted((other for other in embeddings if other != word), reverse=True)
        return [(other, 0.0) for other in others][:top_k]
