"""
ja: 渡された表をその場で割っています。
en: The table that was passed is divided in place.
fails: q2-ppmi-value q2-ppmi-zeros
"""

def ppmi(counts):
    counts = np.asarray(counts)
    p = counts
    p /= counts.sum()
    rows = p.sum(axis=1, keepdims=True)
    cols = p.sum(axis=0, keepdims=True)
    with np.errstate(all="ignore"):
        pmi = np.log(p / (rows * cols))
    return np.where(p > 0, np.maximum(pmi, 0), 0.0)
