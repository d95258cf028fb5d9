"""
en: The loop over seeds outside, held-out data shared by all seeds.
"""

def run_experiment(seeds, steps=STEPS, n_train=2000):
    held_in, held_out = make_task(1500, TRAIN_LENGTH, seed=777_777), make_task(800, TEST_LENGTH, seed=888_888)
    makers = {"none": lambda: None, "learned": lambda: LearnablePositionalEmbedding(TEST_LENGTH, 32), "sinusoidal": lambda: SinusoidalPositionalEncoding(TEST_LENGTH, 32)}
    results = {arm: {"inside": [], "outside": []} for arm in makers}
    for seed in seeds:
        data = make_task(n_train, TRAIN_LENGTH, seed=seed)
        for arm, make in makers.items():
            torch.manual_seed(seed)
            model = AttentionOnly(make())
            train(model, data[0], data[1], steps=steps, seed=seed)
            results[arm]["inside"].append(accuracy(model, *held_in))
            results[arm]["outside"].append(accuracy(model, *held_out, TRAIN_LENGTH))
    return results
