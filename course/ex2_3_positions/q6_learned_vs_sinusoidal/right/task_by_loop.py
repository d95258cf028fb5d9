"""
en: The task written as a loop over positions.
"""

def make_task(n, length, seed):
    g = torch.Generator()
    g.manual_seed(seed)
    x = torch.randint(0, LETTERS, (n, length), generator=g)
    y = torch.empty_like(x)
    for t in range(length):
        y[:, t] = x[:, (t - 2) % length]
    return x, y
