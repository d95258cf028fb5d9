"""
ja: 単位ベクトルどうしの弦の長さ c から、類似度を 1 − c²/2 として求めます。
en: The similarity is 1 - c²/2, where c is the chord between the two unit vectors.
"""


def find_most_similar(word: str, embeddings: dict[str, np.ndarray], top_k: int = 2) -> list[tuple[str, float]]:
    if word not in embeddings:
        raise KeyError(word)

    def unit(vector):
        v = np.array(vector, dtype=np.float64)
        length = np.linalg.norm(v)
        return v / length if length > 0 else None

    here, found = unit(embeddings[word]), []
    for other, vector in embeddings.items():
        if other == word:
            continue
        there = unit(vector)
        if here is None or there is None:
            found.append((other, 0.0))
        else:
            found.append((other, 1.0 - 0.5 * float(np.sum((here - there) ** 2))))
    found.sort(key=lambda pair: pair[0])
    found.sort(key=lambda pair: pair[1], reverse=True)  # stable: equal ones stay in dictionary order
    return found[:top_k]
