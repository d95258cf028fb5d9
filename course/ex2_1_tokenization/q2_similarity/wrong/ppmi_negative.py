"""
ja: 負の値が残っています。PPMI では 0 にします。
en: Negative values are left. PPMI makes them 0.
fails: q2-ppmi-value q2-ppmi-zeros
"""

def ppmi(counts):
    counts = np.array(counts, dtype=np.float64)
    p = counts / counts.sum()
    rows = p.sum(axis=1, keepdims=True)
    cols = p.sum(axis=0, keepdims=True)
    with np.errstate(all="ignore"):
        pmi = np.log(p / (rows * cols))
    return np.where(p > 0, pmi, 0.0)
