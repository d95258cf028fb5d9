"""
ja: その単語自身が結果に含まれています。
en: The word itself is in the result.
fails: q2-similar-order q2-similar-self q2-similar-edges
"""

def find_most_similar(word, embeddings, top_k=2):
    scored = [(w, cosine_similarity(embeddings[word], v)) for w, v in embeddings.items()]
    return sorted(scored, key=lambda item: (-item[1], item[0]))[:top_k]
