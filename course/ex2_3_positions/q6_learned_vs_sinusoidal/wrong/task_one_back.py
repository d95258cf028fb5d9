"""
ja: 二つ前ではなく一つ前を正解にしています。
en: The answer is the letter one back instead of two.
fails: q6-data
"""

def make_task(n, length, seed):
    inputs = torch.randint(LETTERS, (n, length), generator=torch.Generator().manual_seed(seed))
    return inputs, inputs.roll(1, dims=1)
