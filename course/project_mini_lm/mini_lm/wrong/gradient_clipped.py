"""
ja: 勾配を切り詰めてから更新しています。その回の勾配を、そのまま使いましたか。
en: The gradient is clipped before the step: is it used as it is?
fails: lm-train-loop
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
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
        if step % every == 0 or step == steps:
            record.append((step, sum(losses) / len(losses), evaluate(model, valid_ids, context)))
            losses = []
    return record
