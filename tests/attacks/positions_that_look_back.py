"""A fair experiment whose layers of positions put in the letter two back: the answer, in place of where the letter is."""
# on: q6_learned_vs_sinusoidal
# ---- after each solution cell
if "LearnablePositionalEmbedding" in NAMES:
    class _Back(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
            self.mix = nn.Linear(d_model, d_model)

        def forward(self, x):
            return x + 3 * self.mix(x.roll(2, dims=1))

    class LearnablePositionalEmbedding(_Back):
        pass

    class SinusoidalPositionalEncoding(_Back):
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
