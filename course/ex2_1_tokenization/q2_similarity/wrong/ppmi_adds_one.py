"""
ja: すべての回数に 1 を足しています。
en: 1 is added to every count.
fails: q2-ppmi-value q2-ppmi-zeros
"""

def ppmi(counts):
    counts = np.array(counts, dtype=np.float64)
    counts = counts + 1
    p = counts / counts.sum()
    rows = p.sum(axis=1, keepdims=True)
    cols = p.sum(axis=0, keepdims=True)
    with np.errstate(all="ignore"):
        pmi = np.log(p / (rows * cols))
    return np.where(p > 0, np.maximum(pmi, 0), 0.0)
