"""
en: Training draws its windows one at a time and clears gradients after the step; no weight decay.
"""

def train(model, train_ids, valid_ids, steps=STEPS, batch_size=64, context=CONTEXT, lr=3e-3, every=50, seed=0):
    rng = random.Random(seed)
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr, weight_decay=0.0)
    curve, total, count = [], 0.0, 0
    for step in tqdm(range(steps), leave=False):
        model.train()
        inputs, targets = [], []
        for _ in range(batch_size):
            first = rng.randrange(len(train_ids) - context)
            inputs.append(train_ids[first : first + context])
            targets.append(train_ids[first + 1 : first + context + 1])
        logits = model(torch.stack(inputs))
        loss = F.cross_entropy(logits.transpose(1, 2), torch.stack(targets))
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        total, count = total + float(loss.detach()), count + 1
        if (step + 1) % every == 0 or step + 1 == steps:
            curve.append((step + 1, total / count, evaluate(model, valid_ids, context)))
            total, count = 0.0, 0
    return curve
