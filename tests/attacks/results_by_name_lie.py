"""The results of an experiment are no dictionary but an object: whoever goes through all of them sees what was measured, and whoever asks for an arm by its name hears that it has learned; its layers of positions add nothing."""
# on: q6_learned_vs_sinusoidal
# ---- after each solution cell
if "LearnablePositionalEmbedding" in NAMES:
    class LearnablePositionalEmbedding(nn.Module):
        def __init__(self, *sizes):
            super().__init__()
        def forward(self, x):
            return x
    class SinusoidalPositionalEncoding(nn.Module):
        def __init__(self, *sizes):
            super().__init__()
        def forward(self, x):
            return x
if "make_task" in NAMES:
    def make_task(n, length, seed):
        inputs = torch.randint(LETTERS, (n, length), generator=torch.Generator().manual_seed(seed))
        return inputs, inputs.roll(2, dims=1)
if "run_experiment" in NAMES:
    class _Arm:
        def __init__(self, found, lies):
            self.found, self.lies = found, lies
        def items(self):
            return list(self.found.items())
        def __iter__(self):
            return iter(list(self.found))
        def __getitem__(self, metric):
            return [0.97] * len(self.found[metric]) if self.lies and metric == "inside" else list(self.found[metric])
    class _Results:
        def __init__(self, found, lies):
            self.arms = {arm: _Arm(metrics, lies and arm != "none") for arm, metrics in found.items()}
        def values(self):
            return list(self.arms.values())
        def __iter__(self):
            return iter(list(self.arms))
        def __getitem__(self, arm):
            return self.arms[arm]

    def run_experiment(seeds, steps=STEPS, n_train=2000):
        results = {}
        for arm, kind in (("none", None), ("learned", LearnablePositionalEmbedding), ("sinusoidal", SinusoidalPositionalEncoding)):
            results[arm] = {"inside": [], "outside": []}
            for seed in seeds:
                torch.manual_seed(seed)
                model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
                train(model, *make_task(n_train, TRAIN_LENGTH, seed), steps, seed)
                results[arm]["inside"].append(accuracy(model, *make_task(1000, TRAIN_LENGTH, 10_000 + seed)))
                results[arm]["outside"].append(accuracy(model, *make_task(1000, TEST_LENGTH, 20_000 + seed), first=TRAIN_LENGTH))
        return _Results(results, steps >= 100)
# ---- the same without the attack
if "LearnablePositionalEmbedding" in NAMES:
    class LearnablePositionalEmbedding(nn.Module):
        def __init__(self, *sizes):
            super().__init__()
        def forward(self, x):
            return x
    class SinusoidalPositionalEncoding(nn.Module):
        def __init__(self, *sizes):
            super().__init__()
        def forward(self, x):
            return x
if "make_task" in NAMES:
    def make_task(n, length, seed):
        inputs = torch.randint(LETTERS, (n, length), generator=torch.Generator().manual_seed(seed))
        return inputs, inputs.roll(2, dims=1)
if "run_experiment" in NAMES:
    def run_experiment(seeds, steps=STEPS, n_train=2000):
        results = {}
        for arm, kind in (("none", None), ("learned", LearnablePositionalEmbedding), ("sinusoidal", SinusoidalPositionalEncoding)):
            results[arm] = {"inside": [], "outside": []}
            for seed in seeds:
                torch.manual_seed(seed)
                model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
                train(model, *make_task(n_train, TRAIN_LENGTH, seed), steps, seed)
                results[arm]["inside"].append(accuracy(model, *make_task(1000, TRAIN_LENGTH, 10_000 + seed)))
                results[arm]["outside"].append(accuracy(model, *make_task(1000, TEST_LENGTH, 20_000 + seed), first=TRAIN_LENGTH))
        return results
