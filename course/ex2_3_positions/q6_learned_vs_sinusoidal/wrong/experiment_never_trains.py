"""
ja: モデルを学習させていません。
en: The models are never trained.
fails: q6-structure q6-inside q6-held-out
"""

def run_experiment(seeds, steps=STEPS, n_train=2000):
    results = {}
    arms = {"none": None, "learned": LearnablePositionalEmbedding, "sinusoidal": SinusoidalPositionalEncoding}
    for arm, kind in arms.items():
        results[arm] = {"inside": [], "outside": []}
        for seed in seeds:
            torch.manual_seed(seed)
            model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
            inputs, targets = make_task(n_train, TRAIN_LENGTH, seed=seed)
            test_in, test_out = make_task(1000, TRAIN_LENGTH, 10_000 + seed), make_task(1000, TEST_LENGTH, 20_000 + seed)
            results[arm]["inside"].append(accuracy(model, *test_in))
            results[arm]["outside"].append(accuracy(model, *test_out, first=TRAIN_LENGTH))
    return results
