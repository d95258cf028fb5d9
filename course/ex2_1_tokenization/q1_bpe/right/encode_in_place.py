"""
en: Merges each pair in a list in place, from left to right.
"""

def encode(word, merges):
    symbols = [*word, "</w>"]
    for a, b in merges:
        i = 0
        while i < len(symbols) - 1:
            if symbols[i] == a and symbols[i + 1] == b:
                symbols[i : i + 2] = [a + b]
            i += 1
    return symbols
