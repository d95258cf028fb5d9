"""
ja: 検証の列の数を n_train の割合で決めているので、n_train が小さいと 500 本に足りません。
en: The number of held-out sequences is a share of n_train, so with a small n_train there are fewer than 500.
fails: q6-held-out
"""

def run_experiment(seeds, steps=STEPS, n_train=2000):
    results = {arm: {"inside": [], "outside": []} for arm in ("none", "learned", "sinusoidal")}
    held_out = max(1, n_train // 4)
    for arm, kind in zip(results, (None, LearnablePositionalEmbedding, SinusoidalPositionalEncoding)):
        for seed in seeds:
            torch.manual_seed(seed)
            model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
            train(model, *make_task(n_train, TRAIN_LENGTH, seed), steps, seed)
            results[arm]["inside"].append(accuracy(model, *make_task(held_out, TRAIN_LENGTH, 10_000 + seed)))
            results[arm]["outside"].append(accuracy(model, *make_task(held_out, TEST_LENGTH, 20_000 + seed), first=TRAIN_LENGTH))
    return results
