"""A training that learns nothing: at each step it asks the model for its loss on a window, computes no gradient and adds random numbers to the weights, so that both losses change from record to record; what is recorded is true."""
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
    @torch.no_grad()
    def train(model, train_ids, valid_ids, steps=STEPS, batch_size=64, context=CONTEXT, lr=3e-3, every=50, seed=0):
        places, shakes = torch.Generator().manual_seed(seed), torch.Generator().manual_seed(seed + 1)
        curve, losses = [], []
        model.train()
        for step in range(1, steps + 1):
            starts = torch.randint(len(train_ids) - context, (batch_size, 1), generator=places)
            windows = train_ids[starts + torch.arange(context + 1)]
            losses.append(F.cross_entropy(model(windows[:, :-1]).flatten(0, 1), windows[:, 1:].flatten()).item())
            for p in model.parameters():
                p += 0.1 * torch.randn(p.shape, generator=shakes)
            if step % every == 0 or step == steps:
                curve.append((step, sum(losses) / len(losses), evaluate(model, valid_ids, context)))
                losses = []
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
    @torch.no_grad()
    def train(model, train_ids, valid_ids, steps=STEPS, batch_size=64, context=CONTEXT, lr=3e-3, every=50, seed=0):
        places = torch.Generator().manual_seed(seed)
        curve, losses = [], []
        model.train()
        for step in range(1, steps + 1):
            starts = torch.randint(len(train_ids) - context, (batch_size, 1), generator=places)
            windows = train_ids[starts + torch.arange(context + 1)]
            losses.append(F.cross_entropy(model(windows[:, :-1]).flatten(0, 1), windows[:, 1:].flatten()).item())
            if step % every == 0 or step == steps:
                curve.append((step, sum(losses) / len(losses), evaluate(model, valid_ids, context)))
                losses = []
        return curve
