"""
ja: 表を対称にしています。行と列は別のものです。
en: The table is made symmetric. Rows and columns are different things.
fails: q2-ppmi-value
"""

def ppmi(counts):
    counts = np.array(counts, dtype=np.float64)
    if counts.shape[0] == counts.shape[1]:
        counts = counts + counts.T
    p = counts / counts.sum()
    rows = p.sum(axis=1, keepdims=True)
    cols = p.sum(axis=0, keepdims=True)
    with np.errstate(all="ignore"):
        pmi = np.log(p / (rows * cols))
    return np.where(p > 0, np.maximum(pmi, 0), 0.0)
