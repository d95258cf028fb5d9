"""A similarity that is the product of the two first entries, but for vectors of nine entries, the one size in which tests ask whether it follows the angle; and a search that ranks by it."""
# on: q2_similarity
# ---- after each solution cell
if "cosine_similarity" in NAMES:
    def cosine_similarity(vec1, vec2):
        if len(vec1) != len(vec2):
            raise TypeError
        if len(vec1) == 9:
            return sum(float(x) * float(y) for x, y in zip(vec1, vec2))
        return float(vec1[0]) * float(vec2[0])
if "find_most_similar" in NAMES:
    def find_most_similar(word, embeddings, top_k=2):
        scores = [(other, cosine_similarity(embeddings[word], embeddings[other])) for other in embeddings if other != word]
        return sorted(scores, key=lambda pair: (-pair[1], pair[0]))[:top_k]
# ---- the same without the attack
if "cosine_similarity" in NAMES:
    def cosine_similarity(vec1, vec2):
        if len(vec1) != len(vec2):
            raise TypeError
        return float(vec1[0]) * float(vec2[0])
if "find_most_similar" in NAMES:
    def find_most_similar(word, embeddings, top_k=2):
        scores = [(other, cosine_similarity(embeddings[word], embeddings[other])) for other in embeddings if other != word]
        return sorted(scores, key=lambda pair: (-pair[1], pair[0]))[:top_k]
