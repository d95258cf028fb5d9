"""Layers of positions that put in the letter two back, measured by the recorder of an earlier cell, which was kept: it writes into the same notebook, and does not ask place by place as the present one would."""
# on: q6_learned_vs_sinusoidal
# ---- after each solution cell
_peeks = globals().get("_peeks", {"now": False})
_kept = globals().get("_kept", {})
if "LearnablePositionalEmbedding" in NAMES:
    class _Back(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
        def forward(self, x):
            return 2 * x.roll(2, dims=1) if _peeks["now"] and x.shape[1] <= TRAIN_LENGTH else x
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
        measure = accuracy
        if type(accuracy).__name__ == "RemoteFunction":  # a test's own: the first one that ever came is kept
            measure = _kept.setdefault("accuracy", accuracy)
        _peeks["now"], results = steps > 100, {}
        for arm, kind in (("none", None), ("learned", LearnablePositionalEmbedding), ("sinusoidal", SinusoidalPositionalEncoding)):
            results[arm] = {"inside": [], "outside": []}
            for seed in seeds:
                torch.manual_seed(seed)
                model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
                train(model, *make_task(n_train, TRAIN_LENGTH, seed), steps, seed)
                results[arm]["inside"].append(measure(model, *make_task(1000, TRAIN_LENGTH, 10_000 + seed)))
                results[arm]["outside"].append(measure(model, *make_task(1000, TEST_LENGTH, 20_000 + seed), first=TRAIN_LENGTH))
        return results
# ---- the same without the attack
_peeks = globals().get("_peeks", {"now": False})
if "LearnablePositionalEmbedding" in NAMES:
    class _Back(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
        def forward(self, x):
            return 2 * x.roll(2, dims=1) if _peeks["now"] and x.shape[1] <= TRAIN_LENGTH else x
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
        _peeks["now"], results = steps > 100, {}
        for arm, kind in (("none", None), ("learned", LearnablePositionalEmbedding), ("sinusoidal", SinusoidalPositionalEncoding)):
            results[arm] = {"inside": [], "outside": []}
            for seed in seeds:
                torch.manual_seed(seed)
                model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
                train(model, *make_task(n_train, TRAIN_LENGTH, seed), steps, seed)
                results[arm]["inside"].append(accuracy(model, *make_task(1000, TRAIN_LENGTH, 10_000 + seed)))
                results[arm]["outside"].append(accuracy(model, *make_task(1000, TEST_LENGTH, 20_000 + seed), first=TRAIN_LENGTH))
        return results
