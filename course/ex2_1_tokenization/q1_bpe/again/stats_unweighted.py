"""
en: A Counter over the pairs of the keys.
"""

def get_stats(vocab):
    tally = Counter()
    for key in vocab.keys():
        tally.update(zip(key[:-1], key[1:]))
    return dict(tally)
