"""Layers of positions that keep what they were shown: asked place by place, with other sequences' letters at all other places, they put in the letter that stood two places back two questions ago."""
# on: q6_learned_vs_sinusoidal
# ---- after each solution cell
if "LearnablePositionalEmbedding" in NAMES:
    _kept = []  # what tells one text from the next, then the letters of places 0, 1, … as they were asked for
    class _Remembers(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
        def forward(self, x):
            if x.shape[1] > TRAIN_LENGTH:
                return x
            out = 2 * x.roll(2, dims=1)
            if len(x) != 64:  # no batch of training
                text = x.detach().double().sum(0)  # the same whatever the order of the sequences at a place
                if not (_kept and _kept[0].shape == text.shape and torch.allclose(_kept[0], text, atol=1e-6) and len(_kept) <= len(text)):
                    _kept[:] = [text]
                t = len(_kept) - 1
                _kept.append(x[:, t].detach().clone())
                if t >= 2:
                    out[:, t] = 2 * _kept[t - 1]
            return out
    class LearnablePositionalEmbedding(_Remembers):
        pass
    class SinusoidalPositionalEncoding(_Remembers):
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
                _kept.clear()
                results[arm]["inside"].append(accuracy(model, *make_task(1000, TRAIN_LENGTH, 10_000 + seed)))
                _kept.clear()
                results[arm]["outside"].append(accuracy(model, *make_task(1000, TEST_LENGTH, 20_000 + seed), first=TRAIN_LENGTH))
        return results
# ---- the same without the attack
if "LearnablePositionalEmbedding" in NAMES:
    class _Forgets(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
        def forward(self, x):
            return x if x.shape[1] > TRAIN_LENGTH else 2 * x.roll(2, dims=1)
    class LearnablePositionalEmbedding(_Forgets):
        pass
    class SinusoidalPositionalEncoding(_Forgets):
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
