"""
ja: 知らない単語に空のリストを返しています。KeyError を出してください。
en: An unknown word gives an empty list. Raise a KeyError.
fails: q2-similar-edges
"""

def find_most_similar(word, embeddings, top_k=2):
    if word not in embeddings:
        return []
    scored = [(w, cosine_similarity(embeddings[word], v)) for w, v in embeddings.items() if w != word]
    return sorted(scored, key=lambda item: (-item[1], item[0]))[:top_k]
