def make_task(n, length, seed):
    letters = torch.randint(LETTERS, (n, length), generator=torch.Generator().manual_seed(seed))
    return letters, letters[:, [(t - 1) % length for t in range(length)]]
