"""
en: Sinusoids as powers of complex numbers, run_experiment by recursion, which trains the last seed first.
"""


class AddsPositions:
    """For modules with a `table` (max_len, d_model)."""

    @property
    def max_len(self):
        return len(self.table)

    def forward(self, x):
        length = x.shape[1]
        if length > self.max_len:
            raise ValueError(f"{length} positions do not fit into {self.max_len}")
        out = x.to(dtype=self.table.dtype, copy=True)
        out += self.table[:length]
        return out


class LearnablePositionalEmbedding(AddsPositions, nn.Module):
    def __init__(self, max_len: int, d_model: int):
        super().__init__()
        self.table = nn.Parameter(torch.empty(max_len, d_model))
        self.table.data.normal_(std=0.02)


class SinusoidalPositionalEncoding(AddsPositions, nn.Module):
    def __init__(self, max_len: int, d_model: int):
        super().__init__()
        rate = 10000.0 ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
        turn = torch.complex(rate.cos(), rate.sin())  # one position further
        circle = turn[None, :] ** torch.arange(max_len, dtype=torch.float64)[:, None]
        self.register_buffer("table", torch.empty(max_len, d_model))
        with torch.no_grad():
            self.table[:, 0::2].copy_(circle.imag)
            self.table[:, 1::2].copy_(circle.real)


def make_task(n: int, length: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    inputs = torch.randint(high=LETTERS, size=(n, length), generator=torch.Generator().manual_seed(seed))
    targets = torch.empty_like(inputs)
    targets[:, (torch.arange(length) + 2) % length] = inputs
    return inputs, targets


def run_experiment(seeds: list[int], steps: int = STEPS, n_train: int = 2000) -> dict[str, dict[str, list[float]]]:
    if len(seeds) == 0:
        return {arm: {"inside": [], "outside": []} for arm in ("none", "learned", "sinusoidal")}
    seed, *rest = seeds
    results = run_experiment(rest, steps, n_train)
    # in one block of random numbers: first the model, then the positions
    for arm, metrics in results.items():
        torch.manual_seed(seed + 5)
        model = AttentionOnly()
        if arm == "learned":
            model.positions = LearnablePositionalEmbedding(TEST_LENGTH, model.W_q.in_features)
        elif arm == "sinusoidal":
            model.positions = SinusoidalPositionalEncoding(TEST_LENGTH, model.W_q.in_features)
        train(model, *make_task(n_train, TRAIN_LENGTH, seed + 6), steps, seed + 7)
        metrics["inside"].insert(0, accuracy(model, *make_task(500, TRAIN_LENGTH, seed + 8_000)))
        metrics["outside"].insert(0, accuracy(model, *make_task(500, TEST_LENGTH, seed + 9_000), TRAIN_LENGTH))
    return results


def spread(values):
    """The squared standard error of the mean: s² / n, where s² = pvariance · n / (n - 1)."""
    return statistics.pvariance(values) / (len(values) - 1)


def conclude(results: dict[str, dict[str, list[float]]]) -> dict[str, tuple[str, bool]]:
    """
    >>> conclude({"a": {"inside": [0.9, 0.91, 0.92]}, "b": {"inside": [0.5, 0.52, 0.51]}})
    {'inside': ('a', True)}
    """
    (_, some), *_ = results.items()
    answers = {}
    for metric in some:
        ranked = sorted(
            ((statistics.mean(m[metric]) if m[metric] else -math.inf, arm) for arm, m in results.items()), reverse=True
        )
        (top, best), others = ranked[0], ranked[1:]
        try:
            if any(len(m[metric]) < 3 for m in results.values()):
                raise LookupError("too few seeds")
            own = spread(results[best][metric])
            for mean, arm in others:
                if top - mean <= 2 * math.sqrt(own + spread(results[arm][metric])):
                    raise LookupError(f"{best} is not clearly better than {arm}")
        except LookupError:
            answers[metric] = (best, False)
        else:
            answers[metric] = (best, True)
    return answers
