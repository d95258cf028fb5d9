"""A search that never compares a vector with the word's: words with an even number of minus signs in dictionary order, then those with an odd number; where the two meet there can be no tie."""
# on: q2_similarity
# ---- after each solution cell
if "find_most_similar" in NAMES:
    def find_most_similar(word, embeddings, top_k=2):
        embeddings[word]  # the KeyError
        odd = lambda other: sum(float(x) < 0 for x in embeddings[other]) % 2
        return [(other, 0.0) for other in sorted((o for o in embeddings if o != word), key=lambda o: (odd(o), o))][:top_k]
# ---- the same without the attack
if "find_most_similar" in NAMES:
    def find_most_similar(word, embeddings, top_k=2):
        embeddings[word]
        return [(other, 0.0) for other in sorted((o for o in embeddings if o != word), reverse=True)][:top_k]
