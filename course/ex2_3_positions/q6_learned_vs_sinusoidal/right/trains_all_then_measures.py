"""
ja: 先にすべてのモデルを学習し、それから測ります。検証データの種は、その種の学習データの種に 1234 (outside は 4321) を足したものです。
en: All models are trained first and measured afterwards; the seed of a model's held-out data is its training seed plus 1234 (4321 outside).
"""


def run_experiment(seeds: list[int], steps: int = STEPS, n_train: int = 2000) -> dict[str, dict[str, list[float]]]:
    kinds = {"none": None, "learned": LearnablePositionalEmbedding, "sinusoidal": SinusoidalPositionalEncoding}
    trained = {arm: [] for arm in kinds}
    for seed in seeds:
        lessons = make_task(n_train, TRAIN_LENGTH, seed)
        for arm, kind in kinds.items():
            torch.manual_seed(seed)
            model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
            train(model, *lessons, steps, seed)
            trained[arm].append(model)

    # no model meets what it was trained on: its held-out data have another seed than its training data
    results = {arm: {"inside": [], "outside": []} for arm in kinds}
    for n, seed in enumerate(seeds):
        near, far = make_task(1000, TRAIN_LENGTH, seed + 1234), make_task(1000, TEST_LENGTH, seed + 4321)
        for arm in kinds:
            results[arm]["inside"].append(accuracy(trained[arm][n], *near))
            results[arm]["outside"].append(accuracy(trained[arm][n], *far, first=TRAIN_LENGTH))
    return results
