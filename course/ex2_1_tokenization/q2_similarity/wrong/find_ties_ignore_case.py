"""
ja: 同じ値の単語を、大文字と小文字を区別せずに並べています。辞書順は Python の文字列の < です。
en: Ties are sorted without regard to capitals. Dictionary order is Python's < on strings.
fails: q2-similar-ties
"""

def find_most_similar(word, embeddings, top_k=2):
    if word not in embeddings:
        raise KeyError(word)
    scored = []
    for other, vector in embeddings.items():
        if other == word:
            continue
        scored.append((other, cosine_similarity(embeddings[word], vector)))
    scored.sort(key=lambda item: (-item[1], item[0].lower()))
    return scored[:top_k]
