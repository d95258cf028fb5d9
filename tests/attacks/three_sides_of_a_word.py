"""A search that knows three grades and no similarity: words in front of the word's vector, words at its side, words behind it, each group in dictionary order; two neighbours with equal products are always of one group."""
# on: q2_similarity
# ---- after each solution cell
if "find_most_similar" in NAMES:
    def find_most_similar(word, embeddings, top_k=2):
        here = [float(x) for x in embeddings[word]]  # the KeyError
        def side(other):
            product = sum(x * float(y) for x, y in zip(here, embeddings[other]))
            return (product > 0) - (product < 0)
        return [(other, float(side(other))) for other in sorted((o for o in embeddings if o != word), key=lambda o: (-side(o), o))][:top_k]
# ---- the same without the attack
if "find_most_similar" in NAMES:
    def find_most_similar(word, embeddings, top_k=2):
        embeddings[word]
        return [(other, 0.0) for other in sorted((o for o in embeddings if o != word), reverse=True)][:top_k]
