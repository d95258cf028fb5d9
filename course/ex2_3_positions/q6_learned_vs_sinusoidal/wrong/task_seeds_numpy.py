"""
ja: NumPy 全体の乱数の状態を変えています。
en: It changes NumPy's global random state.
fails: q6-data
"""

def make_task(n, length, seed):
    import numpy as np
    np.random.seed(seed)
    inputs = torch.from_numpy(np.random.randint(0, LETTERS, (n, length)))
    return inputs, inputs.roll(2, dims=1)
