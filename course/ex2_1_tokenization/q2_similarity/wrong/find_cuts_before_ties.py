"""
ja: 先に top_k 個に切ってから、同じ類似度の単語を並べています。境目の同点では、残す単語を間違えます。
en: It cuts to top_k first and sorts equal similarities afterwards: with a tie at the cut, it keeps the wrong word.
fails: q2-similar-ties
"""

def find_most_similar(word, embeddings, top_k=2):
    target = embeddings[word]
    scored = [(other, cosine_similarity(target, vector)) for other, vector in embeddings.items() if other != word]
    best = sorted(scored, key=lambda pair: -pair[1])[:top_k]
    return sorted(best, key=lambda pair: (-pair[1], pair[0]))
