"""
ja: top_k=0 ですべての単語を返しています。
en: top_k=0 gives every word.
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
    scored.sort(key=lambda item: (-item[1], item[0]))
    return scored[:top_k or None]
