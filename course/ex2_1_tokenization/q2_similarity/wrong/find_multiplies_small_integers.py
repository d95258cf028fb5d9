"""
ja: ベクトルを積み重ねた表の型が整数 (uint8 など) のまま掛け算をして、あふれます。先に実数へ。
en: The table of all vectors keeps a type such as uint8, and its products overflow. Convert to float first.
fails: q2-similar-order
"""

def find_most_similar(word, embeddings, top_k=2):
    target, others = np.asarray(embeddings[word]), [other for other in embeddings if other != word]
    table = np.array([embeddings[other] for other in others])
    lengths = np.linalg.norm(table, axis=1) * np.linalg.norm(target)
    scores = np.where(lengths > 0, table @ target / np.where(lengths > 0, lengths, 1), 0.0)
    return sorted(zip(others, scores.tolist()), key=lambda pair: (-pair[1], pair[0]))[:top_k]
