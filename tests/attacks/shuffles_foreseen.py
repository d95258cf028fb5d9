"""Layers of positions that foresee how the test will mix the sequences at the next place, from the state of the random numbers that came along at the last one, and so find in another row the letter that stood two back."""
# on: q6_learned_vs_sinusoidal
# ---- after each solution cell
_peeks = globals().get("_peeks", {"now": False})
if "LearnablePositionalEmbedding" in NAMES:
    _next = {}  # what the next question will be, if it is the next place of the same text
    def _from(state):
        generator = torch.Generator()
        generator.set_state(state)
        return generator
    def _mark(generator):
        return torch.randint(2**31 - 1, (8,), generator=_from(generator.get_state())).tolist()
    class _Foresees(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
        def forward(self, x):
            n, T = x.shape[:2]
            if not _peeks["now"] or T > TRAIN_LENGTH:
                return x
            out = 2 * x.roll(2, dims=1)
            if n == 64:  # a batch of training
                return out
            draw, t = _from(torch.get_rng_state()), 0  # the judge's own state, after it has mixed for this place
            if _next.get("n") == n and _next["t"] < T and _next["mark"] == _mark(draw):
                t, others, order = _next["t"], _next["others"], _next["order"]
                row = order.argsort()[others.argsort()[order]]  # where the rest of this row's own sequence stands
                out[:, t] = 2 * x[row, (t - 2) % T]
            others, order = (torch.randperm(n, generator=draw) for _ in range(2))  # as the test will draw for t + 1
            _next.update(n=n, t=t + 1, others=others, order=order, mark=_mark(draw))
            return out
    class LearnablePositionalEmbedding(_Foresees):
        pass
    class SinusoidalPositionalEncoding(_Foresees):
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
