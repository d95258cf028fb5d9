"""
ja: dims=1 がないため、列をまたいでずらしています。
en: Without dims=1 the letters move across sequences.
fails: q6-data
"""

def make_task(n, length, seed):
    inputs = torch.randint(LETTERS, (n, length), generator=torch.Generator().manual_seed(seed))
    return inputs, inputs.flatten().roll(2).view(n, length)
