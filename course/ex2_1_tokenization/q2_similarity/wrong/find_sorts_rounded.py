"""
ja: 丸めた値で並べているため、わずかな差が同じ値になります。
en: It sorts rounded values, so that small differences become ties.
fails: q2-similar-order
"""

def find_most_similar(word, embeddings, top_k=2):
    if word not in embeddings:
        raise KeyError(word)
    scored = []
    for other, vector in embeddings.items():
        if other == word:
            continue
        scored.append((other, cosine_similarity(embeddings[word], vector)))
    scored.sort(key=lambda item: (-round(item[1], 2), item[0]))
    return scored[:top_k]
