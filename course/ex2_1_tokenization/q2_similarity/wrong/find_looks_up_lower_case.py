"""
ja: ベクトルのない単語を小文字にして探しています。KeyError を出してください。
en: A word without a vector is looked up in lower case. Raise a KeyError.
fails: q2-similar-edges
"""

def find_most_similar(word, embeddings, top_k=2):
    word = word.lower() if word not in embeddings else word
    if word not in embeddings:
        raise KeyError(word)
    scored = []
    for other, vector in embeddings.items():
        if other == word:
            continue
        scored.append((other, cosine_similarity(embeddings[word], vector)))
    scored.sort(key=lambda item: (-item[1], item[0]))
    return scored[:top_k]
