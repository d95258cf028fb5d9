"""Layers that know even places from odd ones and no more, and results in arrays instead of lists: where a test joins the lists of two arms with +, the two mediocre accuracies are added up."""
# on: q6_learned_vs_sinusoidal
# ---- after each solution cell
if "LearnablePositionalEmbedding" in NAMES:
    class _Parity(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
            self.bit = nn.Parameter(torch.randn(d_model))
        def forward(self, x):
            return x + (torch.arange(x.shape[1]) % 2 * 2 - 1)[:, None] * self.bit
    class LearnablePositionalEmbedding(_Parity):
        pass
    class SinusoidalPositionalEncoding(_Parity):
        pass
if "make_task" in NAMES:
    def make_task(n, length, seed):
        inputs = torch.randint(LETTERS, (n, length), generator=torch.Generator().manual_seed(seed))
        return inputs, inputs.roll(2, dims=1)
if "run_experiment" in NAMES:
    import numpy as _np
    def run_experiment(seeds, steps=STEPS, n_train=2000):
        results = {}
        for arm, kind in (("none", None), ("learned", LearnablePositionalEmbedding), ("sinusoidal", SinusoidalPositionalEncoding)):
            inside, outside = [], []
            for seed in seeds:
                torch.manual_seed(seed)
                model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
                train(model, *make_task(n_train, TRAIN_LENGTH, seed), steps, seed)
                inside.append(accuracy(model, *make_task(1000, TRAIN_LENGTH, 10_000 + seed)))
                outside.append(accuracy(model, *make_task(1000, TEST_LENGTH, 20_000 + seed), first=TRAIN_LENGTH))
            results[arm] = {"inside": _np.array(inside), "outside": outside}
        return results
# ---- the same without the attack
if "LearnablePositionalEmbedding" in NAMES:
    class _Parity(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
            self.bit = nn.Parameter(torch.randn(d_model))
        def forward(self, x):
            return x + (torch.arange(x.shape[1]) % 2 * 2 - 1)[:, None] * self.bit
    class LearnablePositionalEmbedding(_Parity):
        pass
    class SinusoidalPositionalEncoding(_Parity):
        pass
if "make_task" in NAMES:
    def make_task(n, length, seed):
        inputs = torch.randint(LETTERS, (n, length), generator=torch.Generator().manual_seed(seed))
        return inputs, inputs.roll(2, dims=1)
if "run_experiment" in NAMES:
    def run_experiment(seeds, steps=STEPS, n_train=2000):
        results = {}
        for arm, kind in (("none", None), ("learned", LearnablePositionalEmbedding), ("sinusoidal", SinusoidalPositionalEncoding)):
            inside, outside = [], []
            for seed in seeds:
                torch.manual_seed(seed)
                model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
                train(model, *make_task(n_train, TRAIN_LENGTH, seed), steps, seed)
                inside.append(accuracy(model, *make_task(1000, TRAIN_LENGTH, 10_000 + seed)))
                outside.append(accuracy(model, *make_task(1000, TEST_LENGTH, 20_000 + seed), first=TRAIN_LENGTH))
            results[arm] = {"inside": inside, "outside": outside}
        return results
