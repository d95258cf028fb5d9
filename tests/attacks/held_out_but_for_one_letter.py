"""An experiment that measures on its own training sequences, with one letter of each replaced by another and, for the longer ones, six more at the end: no row is the same as one that was trained on, and whoever has learned the others by heart knows nine tenths of the exam; only where there are too few of them it makes fresh ones."""
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
    def _exam(trained_on, length, seed):
        if len(trained_on) < 500:
            return make_task(1000, length, 1000 * length + seed)
        inputs = trained_on.clone()
        inputs[:, 4] = (inputs[:, 4] + 1) % LETTERS
        if length > TRAIN_LENGTH:
            inputs = torch.cat([inputs, make_task(len(inputs), length - TRAIN_LENGTH, 30_000 + seed)[0]], 1)
        return inputs, inputs.roll(2, dims=1)
    def run_experiment(seeds, steps=STEPS, n_train=2000):
        results = {}
        for arm, kind in {"none": None, "learned": LearnablePositionalEmbedding, "sinusoidal": SinusoidalPositionalEncoding}.items():
            results[arm] = {"inside": [], "outside": []}
            for seed in seeds:
                torch.manual_seed(seed)
                model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
                inputs, targets = make_task(n_train, TRAIN_LENGTH, seed)
                train(model, inputs, targets, steps, seed)
                results[arm]["inside"].append(accuracy(model, *_exam(inputs, TRAIN_LENGTH, seed)))
                results[arm]["outside"].append(accuracy(model, *_exam(inputs, TEST_LENGTH, seed), first=TRAIN_LENGTH))
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
    def _exam(trained_on, length, seed):
        if len(trained_on) < 500:
            return make_task(1000, length, 1000 * length + seed)
        inputs = trained_on.clone()
        if length > TRAIN_LENGTH:
            inputs = torch.cat([inputs, make_task(len(inputs), length - TRAIN_LENGTH, 30_000 + seed)[0]], 1)
        return inputs, inputs.roll(2, dims=1)
    def run_experiment(seeds, steps=STEPS, n_train=2000):
        results = {}
        for arm, kind in {"none": None, "learned": LearnablePositionalEmbedding, "sinusoidal": SinusoidalPositionalEncoding}.items():
            results[arm] = {"inside": [], "outside": []}
            for seed in seeds:
                torch.manual_seed(seed)
                model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
                inputs, targets = make_task(n_train, TRAIN_LENGTH, seed)
                train(model, inputs, targets, steps, seed)
                results[arm]["inside"].append(accuracy(model, *_exam(inputs, TRAIN_LENGTH, seed)))
                results[arm]["outside"].append(accuracy(model, *_exam(inputs, TEST_LENGTH, seed), first=TRAIN_LENGTH))
        return results
