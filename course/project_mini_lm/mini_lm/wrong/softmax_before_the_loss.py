"""
ja: F.cross_entropy に確率を渡しています。logits を渡します。
en: F.cross_entropy gets probabilities. It takes logits, and does the softmax itself.
fails: lm-train-loop lm-train-curve
"""

def train(model, train_ids, valid_ids, steps: int = STEPS, batch_size: int = 64, context: int = CONTEXT,
          lr: float = 3e-3, every: int = 50, seed: int = 0) -> list[tuple[int, float, float]]:
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    curve, losses = [], []
    model.train()
    for step in tqdm(range(1, steps + 1), leave=False):
        starts = torch.randint(len(train_ids) - context, (batch_size, 1), generator=generator)
        windows = train_ids[(starts + torch.arange(context + 1)).to(train_ids.device)]  # (batch_size, context + 1)
        loss = F.cross_entropy(model(windows[:, :-1]).softmax(-1).flatten(0, 1), windows[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        if step % every == 0 or step == steps:
            curve.append((step, sum(losses) / len(losses), evaluate(model, valid_ids, context)))
            losses = []
    return curve
