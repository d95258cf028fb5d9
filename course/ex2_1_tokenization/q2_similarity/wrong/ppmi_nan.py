"""
ja: すべてが 0 の行や列で NaN が現れます。
en: Rows or columns of zeros become NaN.
fails: q2-ppmi-zeros
"""

def ppmi(counts):
    counts = np.array(counts, dtype=np.float64)
    p = counts / counts.sum()
    rows = p.sum(axis=1, keepdims=True)
    cols = p.sum(axis=0, keepdims=True)
    with np.errstate(all="ignore"):
        pmi = np.log(p / (rows * cols))
    return np.maximum(pmi, 0)
