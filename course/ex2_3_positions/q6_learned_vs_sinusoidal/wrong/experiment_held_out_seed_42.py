"""
ja: 測定用データのシードを 42 に固定しており、seeds に 42 があると訓練データそのもので測ってしまう。
en: The held-out data always has seed 42, so for the seed 42 it is made with the training data's own seed and was trained on.
fails: q6-held-out
"""

def run_experiment(seeds: list[int], steps: int = STEPS, n_train: int = 2000) -> dict[str, dict[str, list[float]]]:
    arms = {"none": None, "learned": LearnablePositionalEmbedding, "sinusoidal": SinusoidalPositionalEncoding}
    inside = make_task(1000, TRAIN_LENGTH, seed=42)  # one test set for all
    outside = make_task(1000, TEST_LENGTH, seed=42)
    results = {arm: {"inside": [], "outside": []} for arm in arms}
    for arm, kind in arms.items():
        for seed in seeds:
            torch.manual_seed(seed)
            model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
            train(model, *make_task(n_train, TRAIN_LENGTH, seed), steps, seed)
            results[arm]["inside"].append(accuracy(model, *inside))
            results[arm]["outside"].append(accuracy(model, *outside, first=TRAIN_LENGTH))
    return results
