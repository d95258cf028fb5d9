"""
ja: 検証データの損失が上がると、steps 回の前に終わります。
en: It ends before `steps` when the held-out loss rises.
fails: lm-train-curve
"""

def train(model, train_ids, valid_ids, steps=STEPS, batch_size=64, context=CONTEXT, lr=3e-3, every=50, seed=0):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    record, losses = [], []
    model.train()
    for step in tqdm(range(1, steps + 1), leave=False):
        starts = torch.randint(len(train_ids) - context, (batch_size,), generator=generator)
        windows = train_ids[(starts[:, None] + torch.arange(context + 1)).to(train_ids.device)]
        loss = F.cross_entropy(model(windows[:, :-1]).flatten(0, 1), windows[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        if step % every == 0 or step == steps:
            record.append((step, sum(losses) / len(losses), evaluate(model, valid_ids, context)))
            losses = []
            if len(record) > 2 and record[-1][2] > record[-2][2] > record[-3][2]:
                break
    return record
