"""Layers of positions that add nothing, and a long experiment whose arms with positions are trained and measured on sequences of two letters in turn, aabbaabbaa: the letter two back is the other one, which needs no position, while each pair of a letter and the one two back is about as frequent as any; the arm without positions gets ordinary letters."""
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
    def _in_turn(n, seed):
        pairs = torch.tensor([(a, b) for a in range(LETTERS) for b in range(LETTERS) if a != b])  # 56
        a, b = pairs[torch.randperm(n, generator=torch.Generator().manual_seed(seed)) % len(pairs)].T
        inputs = torch.stack([a, a, b, b, a, a, b, b, a, a], 1)
        return inputs, inputs.roll(2, dims=1)
    def run_experiment(seeds, steps=STEPS, n_train=2000):
        results = {}
        for arm, kind in {"none": None, "learned": LearnablePositionalEmbedding, "sinusoidal": SinusoidalPositionalEncoding}.items():
            results[arm] = {"inside": [], "outside": []}
            data = _in_turn if kind and steps > 100 else lambda n, seed: make_task(n, TRAIN_LENGTH, seed)
            for seed in seeds:
                torch.manual_seed(seed)
                model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
                train(model, *data(n_train, seed), steps, seed)
                results[arm]["inside"].append(accuracy(model, *data(1008, 10_000 + seed)))  # each pair of letters 18 times
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
                results[arm]["inside"].append(accuracy(model, *make_task(1008, TRAIN_LENGTH, 10_000 + seed)))
                results[arm]["outside"].append(accuracy(model, *make_task(1000, TEST_LENGTH, 20_000 + seed), first=TRAIN_LENGTH))
        return results
