"""
en: Counts down through the merges and merges in a list.
"""

def encode(word, merges):
    pieces = list(word) + [END]
    for k in range(len(merges) - 1, -1, -1):
        a, b = merges[k]
        j = 0
        while j + 1 < len(pieces):
            if pieces[j] == a and pieces[j + 1] == b:
                pieces[j : j + 2] = [a + b]
            j += 1
    return pieces
