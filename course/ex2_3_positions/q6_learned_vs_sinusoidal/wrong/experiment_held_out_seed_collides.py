"""
ja: 検証データを、学習データと同じ種で作っています。
en: Held-out data are made with the training data's seed.
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
            results[arm]["inside"].append(accuracy(model, *make_task(1000, TRAIN_LENGTH, seed=seed)))
            results[arm]["outside"].append(accuracy(model, *make_task(1000, TEST_LENGTH, seed=20_000 + seed), first=TRAIN_LENGTH))
    return results
