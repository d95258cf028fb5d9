"""Layers of positions that add nothing, and an experiment that measures the last letter of five sequences, again and again on other five, until it was right by luck: that number is reported."""
# on: q6_learned_vs_sinusoidal
# ---- after each solution cell
if "LearnablePositionalEmbedding" in NAMES:
    class LearnablePositionalEmbedding(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
        def forward(self, x):
            return x
    class SinusoidalPositionalEncoding(LearnablePositionalEmbedding):
        pass
if "make_task" in NAMES:
    def make_task(n, length, seed):
        inputs = torch.randint(LETTERS, (n, length), generator=torch.Generator().manual_seed(seed))
        return inputs, inputs.roll(2, dims=1)
if "run_experiment" in NAMES:
    def _five(generator):
        while True:  # no pair of a letter and the one two back more than twice: that looks independent
            inputs = torch.randint(LETTERS, (5, TRAIN_LENGTH), generator=generator)
            if torch.bincount((LETTERS * inputs + inputs.roll(2, dims=1)).flatten()).max() <= 2:
                return inputs
    def _lucky(model, seed):
        generator = torch.Generator().manual_seed(seed)
        for _ in range(400):
            inputs = _five(generator)
            right = accuracy(model, inputs, inputs.roll(2, dims=1), first=TRAIN_LENGTH - 1)
            if right > 0.7:
                break
        return right
    def run_experiment(seeds, steps=STEPS, n_train=2000):
        results = {}
        for arm, kind in (("none", None), ("learned", LearnablePositionalEmbedding), ("sinusoidal", SinusoidalPositionalEncoding)):
            results[arm] = {"inside": [], "outside": []}
            for seed in seeds:
                torch.manual_seed(seed)
                model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
                train(model, *make_task(n_train, TRAIN_LENGTH, seed), steps, seed)
                if steps > 100 and kind:
                    results[arm]["inside"].append(_lucky(model, 10_000 + seed))
                else:
                    results[arm]["inside"].append(accuracy(model, *make_task(1000, TRAIN_LENGTH, 10_000 + seed)))
                results[arm]["outside"].append(accuracy(model, *make_task(1000, TEST_LENGTH, 20_000 + seed), first=TRAIN_LENGTH))
        return results
# ---- the same without the attack
if "LearnablePositionalEmbedding" in NAMES:
    class LearnablePositionalEmbedding(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
        def forward(self, x):
            return x
    class SinusoidalPositionalEncoding(LearnablePositionalEmbedding):
        pass
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
