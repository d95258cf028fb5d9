"""
en: A set of words, each with count one.
"""

def get_vocab(corpus):
    distinct = set(corpus)
    table = {}
    for token in sorted(distinct):
        table[tuple([*token, END])] = 1
    return table
