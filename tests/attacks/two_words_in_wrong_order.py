"""Nothing for a small top_k, and for a large one the last other word and the word itself: a test of ties that compares neighbours finds no tie."""
# on: q2_similarity
# ---- after each solution cell
if "find_most_similar" in NAMES:
    def find_most_similar(word, embeddings, top_k=2):
        if top_k < len(embeddings):
            return []
        return [(max(w for w in embeddings if list(embeddings[w]) != list(embeddings[word])), 0.0), (word, 0.0)]
