"""
ja: reverse=True で並べたため、同点の単語が逆順になります。
en: Sorting with reverse=True puts ties in reverse order.
fails: q2-similar-ties
"""

def find_most_similar(word, embeddings, top_k=2):
    scored = [(cosine_similarity(embeddings[word], v), w) for w, v in embeddings.items() if w != word]
    return [(w, s) for s, w in sorted(scored, reverse=True)][:top_k]
