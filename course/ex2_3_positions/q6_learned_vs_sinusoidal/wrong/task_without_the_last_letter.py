"""
ja: 最後の文字が一度も現れません (LETTERS - 1)。
en: The last letter never occurs (LETTERS - 1).
fails: q6-data
"""

def make_task(n, length, seed):
    inputs = torch.randint(LETTERS - 1, (n, length), generator=torch.Generator().manual_seed(seed))
    return inputs, inputs.roll(2, dims=1)
