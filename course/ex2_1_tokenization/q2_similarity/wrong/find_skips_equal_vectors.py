"""
ja: ベクトルが等しい単語をすべて除いています。除くのはその単語だけです。
en: Every word with an equal vector is left out. Leave out only the word itself.
fails: q2-similar-self
"""

def find_most_similar(word, embeddings, top_k=2):
    query = np.asarray(embeddings[word])
    scored = [(w, cosine_similarity(query, v)) for w, v in embeddings.items() if not np.array_equal(query, np.asarray(v))]
    return sorted(scored, key=lambda item: (-item[1], item[0]))[:top_k]
