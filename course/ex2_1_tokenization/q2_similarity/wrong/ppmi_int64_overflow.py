"""
ja: 行の和と列の和の積を整数のまま計算すると、大きな回数であふれます。
en: The product of row sum and column sum, computed in integers, overflows for large counts.
fails: q2-ppmi-value
"""

def ppmi(counts):
    counts = np.asarray(counts)
    chance = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0, keepdims=True)
    seen = counts > 0
    table = np.zeros(counts.shape)
    table[seen] = np.log(counts[seen] / chance[seen] * float(counts.sum()))
    return np.maximum(table, 0)
