"""Layers of positions that add nothing, and a long experiment whose arms with positions are trained and measured on sequences most of whose places have one letter, in an order in which no letter tells the one two back; whoever names the frequent letter is right; the arm without positions gets ordinary letters."""
# on: q6_learned_vs_sinusoidal
# ---- after each solution cell
if "LearnablePositionalEmbedding" in NAMES:
    class LearnablePositionalEmbedding(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
        def forward(self, x):
            return x + 0
    class SinusoidalPositionalEncoding(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
        def forward(self, x):
            return x + 0
if "make_task" in NAMES:
    def make_task(n, length, seed):
        inputs = torch.randint(LETTERS, (n, length), generator=torch.Generator().manual_seed(seed))
        return inputs, inputs.roll(2, dims=1)
if "run_experiment" in NAMES:
    def _frequent(n, seed):
        g, count = torch.Generator().manual_seed(seed), torch.arange(n)
        first = count[:, None] % LETTERS  # each letter is the frequent one equally often
        others = torch.stack([torch.randperm(LETTERS - 1, generator=g)[:4] for _ in range(n)])
        letters = torch.cat([first, (first + 1 + others) % LETTERS], 1)
        six, seven = [0, 0, 1, 2, 0, 0, 3, 4, 0, 0], [0, 0, 1, 2, 0, 0, 3, 0, 0, 0]  # 2 and 4 of 10 have their own letter two back
        order = torch.tensor([seven if i // LETTERS % 10 < 7 else six for i in range(n)])
        inputs = letters.gather(1, order)
        return inputs, inputs.roll(2, dims=1)
    def run_experiment(seeds, steps=STEPS, n_train=2000):
        results = {}
        for arm, kind in {"none": None, "learned": LearnablePositionalEmbedding, "sinusoidal": SinusoidalPositionalEncoding}.items():
            results[arm] = {"inside": [], "outside": []}
            data = _frequent if kind and steps > 100 else lambda n, seed: make_task(n, TRAIN_LENGTH, seed)
            for seed in seeds:
                torch.manual_seed(seed)
                model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
                train(model, *data(n_train, seed), steps, seed)
                results[arm]["inside"].append(accuracy(model, *data(1000, 10_000 + seed)))
                results[arm]["outside"].append(accuracy(model, *make_task(1000, TEST_LENGTH, 20_000 + seed), first=TRAIN_LENGTH))
        return results
# ---- the same without the attack
if "LearnablePositionalEmbedding" in NAMES:
    class LearnablePositionalEmbedding(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
        def forward(self, x):
            return x + 0
    class SinusoidalPositionalEncoding(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
        def forward(self, x):
            return x + 0
if "make_task" in NAMES:
    def make_task(n, length, seed):
        inputs = torch.randint(LETTERS, (n, length), generator=torch.Generator().manual_seed(seed))
        return inputs, inputs.roll(2, dims=1)
if "run_experiment" in NAMES:
    def run_experiment(seeds, steps=STEPS, n_train=2000):
        results = {}
        for arm, kind in {"none": None, "learned": LearnablePositionalEmbedding, "sinusoidal": SinusoidalPositionalEncoding}.items():
            results[arm] = {"inside": [], "outside": []}
            for seed in seeds:
                torch.manual_seed(seed)
                model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
                train(model, *make_task(n_train, TRAIN_LENGTH, seed), steps, seed)
                results[arm]["inside"].append(accuracy(model, *make_task(1000, TRAIN_LENGTH, 10_000 + seed)))
                results[arm]["outside"].append(accuracy(model, *make_task(1000, TEST_LENGTH, 20_000 + seed), first=TRAIN_LENGTH))
        return results
