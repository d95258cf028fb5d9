"""
ja: 列の和の代わりに行の和を二度使っています。
en: Row sums are used twice instead of row and column sums.
fails: q2-ppmi-value
"""

def ppmi(counts):
    counts = np.array(counts, dtype=np.float64)
    p = counts / counts.sum()
    rows = p.sum(axis=1, keepdims=True)
    cols = p.sum(axis=0, keepdims=True)
    with np.errstate(all="ignore"):
        pmi = np.log(p / (rows * rows.T if len(p) == p.shape[1] else rows * cols))
    return np.where(p > 0, np.maximum(pmi, 0), 0.0)
