"""
ja: リストのリストを返しています。結果は counts と同じ形の配列 (np.ndarray) です。
en: It returns a list of lists. The result is an array (np.ndarray) of the shape of counts.
fails: q2-ppmi-value
"""

def ppmi(counts):
    p = np.array(counts, dtype=float)
    p = p / p.sum()
    chance = np.outer(p.sum(axis=1), p.sum(axis=0))
    return [[float(max(0.0, np.log(x / y))) if x else 0.0 for x, y in zip(*rows)] for rows in zip(p, chance)]
