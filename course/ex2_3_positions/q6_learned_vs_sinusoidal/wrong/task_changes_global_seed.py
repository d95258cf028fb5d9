"""
ja: torch.manual_seed で全体の乱数の状態を変えています。
en: torch.manual_seed changes the global random state.
fails: q6-data
"""

def make_task(n, length, seed):
    torch.manual_seed(seed)
    inputs = torch.randint(LETTERS, (n, length))
    return inputs, inputs.roll(2, dims=1)
