"""
ja: fork_rng の中で種を設定し、窓を大域の乱数から引くので、モデルのドロップアウトが窓を変え、ドロップアウトも種に従う。
en: Windows are drawn from the global state, seeded inside fork_rng, so the model's dropout changes the windows and follows the seed itself.
fails: lm-train-curve
"""

def train(model, train_ids, valid_ids, steps: int = STEPS, batch_size: int = 64, context: int = CONTEXT,
          lr: float = 3e-3, every: int = 50, seed: int = 0) -> list[tuple[int, float, float]]:
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    offsets = torch.arange(context + 1)
    curve, losses = [], []
    model.train()
    with torch.random.fork_rng(devices=[]):  # the state outside comes back afterwards
        torch.manual_seed(seed)
        for step in tqdm(range(1, steps + 1), leave=False):
            starts = torch.randint(len(train_ids) - context, (batch_size, 1))
            windows = train_ids[(starts + offsets).to(train_ids.device)]
            loss = F.cross_entropy(model(windows[:, :-1]).flatten(0, 1), windows[:, 1:].flatten())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            if step % every == 0 or step == steps:
                curve.append((step, sum(losses) / len(losses), evaluate(model, valid_ids, context)))
                losses = []
    return curve
