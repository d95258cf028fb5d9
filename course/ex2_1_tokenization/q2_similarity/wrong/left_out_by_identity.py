"""
ja: 単語ではなくベクトルのオブジェクトを比べて除くので、同じオブジェクトを持つ別の単語も除かれます。
en: What is left out is found by its vector object and not by its word, so other words that share the object go, too.
fails: q2-similar-self
"""

def find_most_similar(word, embeddings, top_k=2):
    vector = embeddings[word]
    others = [(other, cosine_similarity(vector, v)) for other, v in embeddings.items() if v is not vector]
    others.sort(key=lambda pair: (-pair[1], pair[0]))
    return others[:top_k]
