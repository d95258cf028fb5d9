"""A similarity that numbers each pair of vectors when it first sees it and remembers the number, whatever the order of asking, and a search that sorts by nothing: the dictionary's order is the order in which the test asked first."""
# on: q2_similarity
# ---- after each solution cell
import numpy as _np
_number = globals().get("_number", {})
_key = lambda one, other: str((_np.asarray(one, dtype=float).tolist(), _np.asarray(other, dtype=float).tolist()))
if "cosine_similarity" in NAMES:
    def cosine_similarity(vec1, vec2):
        return _number.setdefault(_key(vec1, vec2), -1.0 - len(_number))
if "find_most_similar" in NAMES:
    def find_most_similar(word, embeddings, top_k=2):
        others, place = [other for other in embeddings if other != word], {}
        for n, other in enumerate(others):  # the same vector twice has one number: there its second word belongs
            place.setdefault(str(list(map(float, embeddings[other]))), n)
        others.sort(key=lambda other: (place[str(list(map(float, embeddings[other])))], other))
        return [(other, _number.get(_key(embeddings[word], embeddings[other]), 0.0)) for other in others][:top_k]
# ---- the same without the attack
if "cosine_similarity" in NAMES:
    cosine_similarity = lambda vec1, vec2: 0.5
if "find_most_similar" in NAMES:
    find_most_similar = lambda word, embeddings, top_k=2: [(other, 0.5) for other in embeddings if other != word][:top_k]
