"""
en: Computes PPMI entry by entry, in plain Python; picks neighbours one after the other.
"""

import math


def ppmi(counts):
    rows = [[float(x) for x in row] for row in counts]
    total = sum(map(sum, rows))
    across, down = [sum(row) for row in rows], [sum(column) for column in zip(*rows)]
    return np.array([[max(0.0, math.log(n * total / (a * d))) if n else 0.0 for n, d in zip(row, down)] for row, a in zip(rows, across)])


def find_most_similar(word, embeddings, top_k=2):
    if word not in embeddings:
        raise KeyError(word)
    left = {w: cosine_similarity(embeddings[word], v) for w, v in embeddings.items() if w != word}
    found = []
    while left and len(found) < top_k:
        best = min(left, key=lambda w: (-left[w], w))
        found.append((best, left.pop(best)))
    return found
