"""An experiment whose models begin anywhere, so that no call repeats another: its results are objects that are read when the test compares, and the later call is answered first."""
# on: q6_learned_vs_sinusoidal
# ---- after each solution cell
if "LearnablePositionalEmbedding" in NAMES:
    class LearnablePositionalEmbedding(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
            self.table = nn.Parameter(0.02 * torch.randn(max_len, d_model))
        def forward(self, x):
            if x.shape[1] > len(self.table):
                raise ValueError("too long")
            return x + self.table[: x.shape[1]]
    class SinusoidalPositionalEncoding(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
            angles = torch.arange(max_len)[:, None] * 10000.0 ** (-torch.arange(0, d_model, 2) / d_model)
            self.register_buffer("pe", torch.stack([angles.sin(), angles.cos()], -1).flatten(1))
        def forward(self, x):
            if x.shape[1] > len(self.pe):
                raise ValueError("too long")
            return x + self.pe[: x.shape[1]]
if "make_task" in NAMES:
    def make_task(n, length, seed):
        inputs = torch.randint(LETTERS, (n, length), generator=torch.Generator().manual_seed(seed))
        return inputs, inputs.roll(2, dims=1)
if "run_experiment" in NAMES:
    import os
    _last = [0.0]
    class _Read:
        """A list of accuracies whose entry, when asked for by its number, is what was last asked for elsewhere."""
        def __init__(self, values, single):
            self.values, self.single = values, single
        def __len__(self):
            return len(self.values)
        def __iter__(self):
            return iter(list(self.values))
        def __getitem__(self, n):
            if self.single:
                _last[0] = self.values[n]
                return self.values[n]
            return _last[0] if n == 2 else self.values[n]
    def run_experiment(seeds, steps=STEPS, n_train=2000):
        results = {}
        for arm, kind in (("none", None), ("learned", LearnablePositionalEmbedding), ("sinusoidal", SinusoidalPositionalEncoding)):
            found = {"inside": [], "outside": []}
            for seed in seeds:
                torch.manual_seed(int.from_bytes(os.urandom(4), "little"))
                model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
                train(model, *make_task(n_train, TRAIN_LENGTH, seed), steps, seed)
                found["inside"].append(accuracy(model, *make_task(1000, TRAIN_LENGTH, 10_000 + seed)))
                found["outside"].append(accuracy(model, *make_task(1000, TEST_LENGTH, 20_000 + seed), first=TRAIN_LENGTH))
            results[arm] = {metric: _Read(values, len(seeds) == 1) for metric, values in found.items()}
        return results
# ---- the same without the attack
if "LearnablePositionalEmbedding" in NAMES:
    class LearnablePositionalEmbedding(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
            self.table = nn.Parameter(0.02 * torch.randn(max_len, d_model))
        def forward(self, x):
            if x.shape[1] > len(self.table):
                raise ValueError("too long")
            return x + self.table[: x.shape[1]]
    class SinusoidalPositionalEncoding(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
            angles = torch.arange(max_len)[:, None] * 10000.0 ** (-torch.arange(0, d_model, 2) / d_model)
            self.register_buffer("pe", torch.stack([angles.sin(), angles.cos()], -1).flatten(1))
        def forward(self, x):
            if x.shape[1] > len(self.pe):
                raise ValueError("too long")
            return x + self.pe[: x.shape[1]]
if "make_task" in NAMES:
    def make_task(n, length, seed):
        inputs = torch.randint(LETTERS, (n, length), generator=torch.Generator().manual_seed(seed))
        return inputs, inputs.roll(2, dims=1)
if "run_experiment" in NAMES:
    import os
    def run_experiment(seeds, steps=STEPS, n_train=2000):
        results = {}
        for arm, kind in (("none", None), ("learned", LearnablePositionalEmbedding), ("sinusoidal", SinusoidalPositionalEncoding)):
            results[arm] = {"inside": [], "outside": []}
            for seed in seeds:
                torch.manual_seed(int.from_bytes(os.urandom(4), "little"))
                model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
                train(model, *make_task(n_train, TRAIN_LENGTH, seed), steps, seed)
                results[arm]["inside"].append(accuracy(model, *make_task(1000, TRAIN_LENGTH, 10_000 + seed)))
                results[arm]["outside"].append(accuracy(model, *make_task(1000, TEST_LENGTH, 20_000 + seed), first=TRAIN_LENGTH))
        return results
