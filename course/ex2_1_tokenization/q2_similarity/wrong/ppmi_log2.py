"""
ja: 底が 2 の対数です。この演習では自然対数を使います。
en: The logarithm has base 2. This exercise uses the natural one.
fails: q2-ppmi-value q2-ppmi-zeros
"""

def ppmi(counts):
    counts = np.array(counts, dtype=np.float64)
    p = counts / counts.sum()
    rows = p.sum(axis=1, keepdims=True)
    cols = p.sum(axis=0, keepdims=True)
    with np.errstate(all="ignore"):
        pmi = np.log2(p / (rows * cols))
    return np.where(p > 0, np.maximum(pmi, 0), 0.0)
