"""
ja: 渡された embeddings のベクトルを書き換えています。
en: The vectors of the embeddings that were passed are changed.
fails: q2-similar-order
"""

def find_most_similar(word, embeddings, top_k=2):
    if word not in embeddings:
        raise KeyError(word)
    for k in embeddings:
        embeddings[k] = np.array(embeddings[k], dtype=float) / (np.linalg.norm(embeddings[k]) or 1)
    scored = []
    for other, vector in embeddings.items():
        if other == word:
            continue
        scored.append((other, cosine_similarity(embeddings[word], vector)))
    scored.sort(key=lambda item: (-item[1], item[0]))
    return scored[:top_k]
