"""
ja: 同じ単語が何度現れても一回としか数えていません。出現回数を足し上げてください。
en: A word is counted once however often it occurs. Add up its occurrences.
fails: q1-vocab-counts
"""

def get_vocab(corpus):
    return {(*word, "</w>"): 1 for word in corpus}
