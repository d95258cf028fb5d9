"""
ja: top_k を使わず、すべての単語を返しています。
en: top_k is not used; every word comes back.
fails: q2-similar-order
"""

def find_most_similar(word, embeddings, top_k=2):
    scored = [(w, cosine_similarity(embeddings[word], v)) for w, v in embeddings.items() if w != word]
    return sorted(scored, key=lambda item: (-item[1], item[0]))
