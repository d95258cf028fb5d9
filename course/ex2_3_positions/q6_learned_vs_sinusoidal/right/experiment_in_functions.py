"""
en: One run as a function of its own, table filled afterwards; a held-out set of 600.
"""

def run_experiment(seeds, steps=STEPS, n_train=2000):
    def one_run(arm, seed):
        torch.manual_seed(1234 + seed)
        positions = nn.Identity() if arm == "none" else {"learned": LearnablePositionalEmbedding, "sinusoidal": SinusoidalPositionalEncoding}[arm](TEST_LENGTH, 32)
        model = AttentionOnly(positions=positions)
        x, y = make_task(n_train, TRAIN_LENGTH, seed)
        train(model, x, y, steps=steps, seed=seed)
        model.eval()
        inside = accuracy(model, *make_task(600, TRAIN_LENGTH, seed + 50_000))
        return inside, accuracy(model, *make_task(600, TEST_LENGTH, seed + 60_000), first=TRAIN_LENGTH)

    table = {arm: [one_run(arm, s) for s in seeds] for arm in ("sinusoidal", "learned", "none")}
    return {arm: {"inside": [r[0] for r in runs], "outside": [r[1] for r in runs]} for arm, runs in table.items()}
