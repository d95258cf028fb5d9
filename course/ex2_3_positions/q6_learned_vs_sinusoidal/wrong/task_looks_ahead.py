"""
ja: 二つ前ではなく二つ先を正解にしています。
en: The answer is two ahead instead of two back.
fails: q6-data
"""

def make_task(n, length, seed):
    inputs = torch.randint(LETTERS, (n, length), generator=torch.Generator().manual_seed(seed))
    return inputs, inputs.roll(-2, dims=1)
