"""
ja: 全体の乱数の状態を 0 に戻しています。
en: The global random state is set back to 0.
fails: q6-data
"""

def make_task(n, length, seed):
    torch.manual_seed(0)
    inputs = torch.randint(LETTERS, (n, length), generator=torch.Generator().manual_seed(seed))
    return inputs, inputs.roll(2, dims=1)
