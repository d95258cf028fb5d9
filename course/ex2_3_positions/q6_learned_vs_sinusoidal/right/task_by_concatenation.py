"""
en: The answers by joining the two ends.
"""

def make_task(n, length, seed):
    inputs = torch.randint(0, LETTERS, size=(n, length), generator=torch.Generator().manual_seed(1000 + seed))
    cut = (length - 2) % length
    return inputs, torch.cat([inputs[:, cut:], inputs[:, :cut]], dim=1)
