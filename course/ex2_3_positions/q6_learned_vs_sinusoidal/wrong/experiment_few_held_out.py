"""
ja: 検証の列が少なすぎます。500 本以上が必要です。
en: Too few held-out sequences: at least 500 are needed.
fails: q6-held-out
"""

def run_experiment(seeds, steps=STEPS, n_train=2000):
    results = {}
    arms = {"none": None, "learned": LearnablePositionalEmbedding, "sinusoidal": SinusoidalPositionalEncoding}
    for arm, kind in arms.items():
        results[arm] = {"inside": [], "outside": []}
        for seed in seeds:
            torch.manual_seed(seed)
            model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
            train(model, *make_task(n_train, TRAIN_LENGTH, seed=seed), steps, seed)
            results[arm]["inside"].append(accuracy(model, *make_task(60, TRAIN_LENGTH, seed=10_000 + seed)))
            results[arm]["outside"].append(accuracy(model, *make_task(60, TEST_LENGTH, seed=20_000 + seed), first=TRAIN_LENGTH))
    return results
