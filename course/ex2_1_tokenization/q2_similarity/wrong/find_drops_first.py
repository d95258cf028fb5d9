"""
ja: 先頭の一つを捨てています。同じベクトルの別の単語があると、それが失われます。
en: It drops the first result, which may be another word with the same vector.
fails: q2-similar-self
"""

def find_most_similar(word, embeddings, top_k=2):
    query = embeddings[word]
    scored = sorted(((w, cosine_similarity(query, v)) for w, v in embeddings.items()), key=lambda item: (-item[1], item[0]))
    return scored[1 : top_k + 1]
