"""
ja: top_k が 0 だと、単語があるかどうかを確かめずに [] を返します。
en: With top_k 0 it returns [] before it looks whether the word is there.
fails: q2-similar-edges
"""

def find_most_similar(word, embeddings, top_k=2):
    if top_k == 0:
        return []
    if word not in embeddings:
        raise KeyError(word)
    similar = {other: cosine_similarity(embeddings[word], v) for other, v in embeddings.items() if other != word}
    return sorted(similar.items(), key=lambda item: (-item[1], item[0]))[:top_k]
