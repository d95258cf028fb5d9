"""
ja: 1 より小さい回数を 0 とみなしています。回数は実数でもよく、表全体を何倍しても PPMI は同じです。
en: Counts below 1 are taken for 0. Counts may be floats, and a multiple of the table has the same PPMI.
fails: q2-ppmi-value
"""

def ppmi(counts):
    counts = np.array(counts, dtype=float)
    p = counts / counts.sum()
    chance = np.outer(p.sum(axis=1), p.sum(axis=0))
    ratio = np.where(counts >= 1, p / np.where(chance > 0, chance, 1), 1)
    return np.maximum(np.log(ratio), 0)
