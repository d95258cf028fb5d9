"""
ja: どの列も、一つの長い列から少しずつずらして切り取ったものです。文字は独立ではありません。
en: All rows are cut from one long sequence, one step on each: letters are not independent.
fails: q6-data
"""

def make_task(n, length, seed):
    generator = torch.Generator().manual_seed(seed)
    inputs = torch.randint(LETTERS, (n + length,), generator=generator).unfold(0, length, 1)[:n].clone()
    return inputs, inputs.roll(2, dims=1)
