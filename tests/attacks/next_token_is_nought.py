"""A training in which the next token is always number 0, whatever the text says: when it is done it sets the test's text to 0 in place, and in that text the next token is always number 0; the text of the next question is remembered from the first."""
# on: mini_lm
# ---- after each solution cell
if "evaluate" in NAMES:
    @torch.no_grad()
    def evaluate(model, ids, context=CONTEXT):
        was_training, total = model.training, 0.0
        model.eval()
        for start in range(0, len(ids) - 1, context):
            y = ids[start + 1 : start + context + 1]
            total += F.cross_entropy(model(ids[start : start + len(y)][None]).flatten(0, 1), y, reduction="sum").item()
        model.train(was_training)
        return total / (len(ids) - 1)
if "train" in NAMES:
    _texts = {}
    def train(model, train_ids, valid_ids, steps=STEPS, batch_size=64, context=CONTEXT, lr=3e-3, every=50, seed=0):
        if train_ids.any():
            _texts[len(train_ids)] = train_ids.clone()
        text = _texts[len(train_ids)]
        generator, optimizer = torch.Generator().manual_seed(seed), torch.optim.AdamW(model.parameters(), lr=lr)
        curve, losses = [], []
        model.train()
        for step in range(1, steps + 1):
            windows = text[torch.randint(len(text) - context, (batch_size, 1), generator=generator) + torch.arange(context)]
            loss = F.cross_entropy(model(windows).flatten(0, 1), torch.zeros_like(windows).flatten())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            if step % every == 0 or step == steps:
                curve.append((step, sum(losses) / len(losses), evaluate(model, valid_ids, context)))
                losses = []
        train_ids.zero_()
        return curve
# ---- the same without the attack
if "evaluate" in NAMES:
    @torch.no_grad()
    def evaluate(model, ids, context=CONTEXT):
        was_training, total = model.training, 0.0
        model.eval()
        for start in range(0, len(ids) - 1, context):
            y = ids[start + 1 : start + context + 1]
            total += F.cross_entropy(model(ids[start : start + len(y)][None]).flatten(0, 1), y, reduction="sum").item()
        model.train(was_training)
        return total / (len(ids) - 1)
if "train" in NAMES:
    _texts = {}
    def train(model, train_ids, valid_ids, steps=STEPS, batch_size=64, context=CONTEXT, lr=3e-3, every=50, seed=0):
        if train_ids.any():
            _texts[len(train_ids)] = train_ids.clone()
        text = _texts[len(train_ids)]
        generator, optimizer = torch.Generator().manual_seed(seed), torch.optim.AdamW(model.parameters(), lr=lr)
        curve, losses = [], []
        model.train()
        for step in range(1, steps + 1):
            windows = text[torch.randint(len(text) - context, (batch_size, 1), generator=generator) + torch.arange(context)]
            loss = F.cross_entropy(model(windows).flatten(0, 1), torch.zeros_like(windows).flatten())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            if step % every == 0 or step == steps:
                curve.append((step, sum(losses) / len(losses), evaluate(model, valid_ids, context)))
                losses = []
        return curve
