"""
ja: 類似度の低い順に並べています。
en: The least similar words come first.
fails: q2-similar-order q2-similar-edges
"""

def find_most_similar(word, embeddings, top_k=2):
    scored = [(w, cosine_similarity(embeddings[word], v)) for w, v in embeddings.items() if w != word]
    return sorted(scored, key=lambda item: (item[1], item[0]))[:top_k]
