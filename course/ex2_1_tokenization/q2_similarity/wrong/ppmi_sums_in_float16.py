"""
ja: 数を float16 のまま足しています。大きな回数の和があふれ、NaN になります。
en: Counts of a narrow type are added in it: sums of large ones overflow, and the result is NaN.
fails: q2-ppmi-value
"""

def ppmi(counts) -> np.ndarray:
    table = np.asarray(counts)
    joint = table / table.sum()
    chance = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    ratio = np.ones(table.shape)
    seen = table > 0
    ratio[seen] = joint[seen] / chance[seen]
    return np.maximum(np.log(ratio), 0.0)
