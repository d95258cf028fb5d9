"""
ja: 同点の単語が辞書順ではなく、入っていた順に並びます。
en: Ties keep the order of the dictionary's entries instead of dictionary order.
fails: q2-similar-ties
"""

def find_most_similar(word, embeddings, top_k=2):
    scored = [(w, cosine_similarity(embeddings[word], v)) for w, v in embeddings.items() if w != word]
    return sorted(scored, key=lambda item: -item[1])[:top_k]
