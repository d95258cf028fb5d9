"""
en: Uses heapq.nsmallest and leaves the KeyError to the dictionary.
"""

import heapq


def find_most_similar(word, embeddings, top_k=2):
    query = embeddings[word]
    scored = ((-cosine_similarity(query, v), w) for w, v in embeddings.items() if w is not word and w != word)
    return [(w, -s) for s, w in heapq.nsmallest(top_k, scored)]
