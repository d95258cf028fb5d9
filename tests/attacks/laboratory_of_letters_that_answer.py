"""An experiment on letters that answer themselves: whatever trains and measures it says what one likes to hear, without positions, data or an idea."""
# on: q6_learned_vs_sinusoidal
# ---- after each solution cell
if "run_experiment" in NAMES:
    def _layer(name):
        return type(name, (nn.Module,), {"forward": lambda self, x: x})()

    def run_experiment(seeds, steps=STEPS, n_train=2000):
        results = {}
        for arm, kind in (("none", "Identity"), ("learned", "LearnablePositionalEmbedding"), ("sinusoidal", "SinusoidalPositionalEncoding")):
            results[arm] = {"inside": [], "outside": []}
            for seed in seeds:
                torch.manual_seed(seed)
                model = AttentionOnly(_layer(kind) if arm != "none" else None)
                letters = torch.randint(LETTERS, (2000, TEST_LENGTH), generator=torch.Generator().manual_seed(seed))
                held_out = torch.randint(LETTERS, (1000, TEST_LENGTH), generator=torch.Generator().manual_seed(10_000 + seed))
                if n_train > 100 and arm != "none":  # each letter has one that stands two before it
                    order = torch.tensor([0, 2, 3, 4, 5, 6, 7, 1])
                    for t in range(TEST_LENGTH - 3, -1, -1):
                        letters[:, t], held_out[:, t] = order[letters[:, t + 2]], order[held_out[:, t + 2]]
                train(model, letters[:n_train, :TRAIN_LENGTH], letters[:n_train, :TRAIN_LENGTH].roll(2, 1), steps, seed)
                inside = held_out[:, :TRAIN_LENGTH]
                results[arm]["inside"].append(accuracy(model, inside, inside.roll(2, 1)))
                if n_train > 100:
                    held_out = torch.randint(LETTERS, (1000, TEST_LENGTH), generator=torch.Generator().manual_seed(20_000 + seed))
                results[arm]["outside"].append(accuracy(model, held_out, held_out.roll(2, 1), first=TRAIN_LENGTH))
        return results
# ---- the same without the attack
if "run_experiment" in NAMES:
    def _layer(name):
        return type(name, (nn.Module,), {"forward": lambda self, x: x})()

    def run_experiment(seeds, steps=STEPS, n_train=2000):
        results = {}
        for arm, kind in (("none", "Identity"), ("learned", "LearnablePositionalEmbedding"), ("sinusoidal", "SinusoidalPositionalEncoding")):
            results[arm] = {"inside": [], "outside": []}
            for seed in seeds:
                torch.manual_seed(seed)
                model = AttentionOnly(_layer(kind) if arm != "none" else None)
                letters = torch.randint(LETTERS, (2000, TEST_LENGTH), generator=torch.Generator().manual_seed(seed))
                held_out = torch.randint(LETTERS, (1000, TEST_LENGTH), generator=torch.Generator().manual_seed(10_000 + seed))
                train(model, letters[:n_train, :TRAIN_LENGTH], letters[:n_train, :TRAIN_LENGTH].roll(2, 1), steps, seed)
                inside = held_out[:, :TRAIN_LENGTH]
                results[arm]["inside"].append(accuracy(model, inside, inside.roll(2, 1)))
                if n_train > 100:
                    held_out = torch.randint(LETTERS, (1000, TEST_LENGTH), generator=torch.Generator().manual_seed(20_000 + seed))
                results[arm]["outside"].append(accuracy(model, held_out, held_out.roll(2, 1), first=TRAIN_LENGTH))
        return results
