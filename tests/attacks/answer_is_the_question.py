"""An experiment whose targets are its inputs, with a model that repeats the letter it is given; layers of positions that add nothing; what is measured is right, and says nothing."""
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
if "run_experiment" in NAMES:
    class _Own(AttentionOnly):
        def forward(self, letters):
            said = 9.0 * F.one_hot(letters, LETTERS)
            said[:, 0] = said[:, 0] * (letters[:, :1] != self.odd)  # so that seeds differ
            return said * self.repeats + 0 * self.answer.weight.sum()

    _Own.__name__ = _Own.__qualname__ = "AttentionOnly"

    def run_experiment(seeds, steps=STEPS, n_train=2000):
        def letters(n, length, seed):
            return torch.randint(LETTERS, (n, length), generator=torch.Generator().manual_seed(seed))

        results = {}
        for arm, kind in (("none", None), ("learned", LearnablePositionalEmbedding), ("sinusoidal", SinusoidalPositionalEncoding)):
            results[arm] = {"inside": [], "outside": []}
            for seed in seeds:
                torch.manual_seed(seed)
                model = _Own(kind(TEST_LENGTH, 32) if kind else None)
                model.odd, model.repeats = seed % LETTERS, float(kind is not None)
                text = letters(n_train, TRAIN_LENGTH, seed)
                train(model, text, text, steps, seed)
                inside, outside = letters(1000, TRAIN_LENGTH, 10_000 + seed), letters(1000, TEST_LENGTH, 20_000 + seed)
                results[arm]["inside"].append(accuracy(model, inside, inside))
                results[arm]["outside"].append(accuracy(model, outside, outside, first=TRAIN_LENGTH))
        return results
