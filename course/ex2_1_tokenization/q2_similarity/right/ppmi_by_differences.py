"""
en: Takes differences of logarithms and replaces what is not positive.
"""

def ppmi(counts):
    counts = np.array(counts, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        pmi = np.log(counts) + np.log(counts.sum()) - np.log(counts.sum(1))[:, None] - np.log(counts.sum(0))[None, :]
    return np.where((counts > 0) & (pmi > 0), pmi, 0.0)
