"""A similarity that is the number of the call, and a search that reads those numbers back in the dictionary's order: the test ranks by the first and so agrees with the second."""
# on: q2_similarity
# ---- after each solution cell
if "cosine_similarity" in NAMES:
    _said = []
    def cosine_similarity(vec1, vec2):
        _said.append(-1.0 - len(_said))
        return _said[-1]
if "find_most_similar" in NAMES:
    def find_most_similar(word, embeddings, top_k=2):
        others = [other for other in embeddings if other != word]
        return list(zip(others, _said[-len(others):]))[:top_k]
# ---- the same without the attack
if "cosine_similarity" in NAMES:
    cosine_similarity = lambda vec1, vec2: 0.5
if "find_most_similar" in NAMES:
    find_most_similar = lambda word, embeddings, top_k=2: [(other, 0.5) for other in embeddings if other != word][:top_k]
