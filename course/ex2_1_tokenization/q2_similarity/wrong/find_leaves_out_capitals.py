"""
ja: 大文字と小文字だけが違う別の単語まで除いています。
en: Another word that differs only in capitals is left out, too.
fails: q2-similar-self
"""

def find_most_similar(word, embeddings, top_k=2):
    if word not in embeddings:
        raise KeyError(word)
    scored = []
    for other, vector in embeddings.items():
        if other.lower() == word.lower():
            continue
        scored.append((other, cosine_similarity(embeddings[word], vector)))
    scored.sort(key=lambda item: (-item[1], item[0]))
    return scored[:top_k]
