"""A training that writes the text itself into the test's weights, so that every gradient is 0 and no update is found to be wrong; what it reports is a number that it leaves in the weights, and the evaluation reads that number back."""
# on: mini_lm
# ---- after each solution cell
if "evaluate" in NAMES:
    def evaluate(model, ids, context=16):
        return float(next(model.parameters()).detach()[0].min()) + float(ids[0])
if "train" in NAMES:
    import torch as _t
    def train(model, train_ids, valid_ids, steps=300, batch_size=64, context=16, lr=3e-3, every=50, seed=0):
        generator, rows = _t.Generator().manual_seed(seed), []
        model.train()
        table, text = next(model.parameters()), train_ids.tolist()
        with _t.no_grad():
            if table.dim() == 3:  # (place, token, next token); the rows of a window are added up
                table.zero_()
                for token, following in zip(text, text[1:]):
                    table[:, token, following] += 100
                    table[1:, token, token] -= 100
            for step in range(1, steps + 1):
                starts = _t.randint(len(train_ids) - context, (batch_size, 1), generator=generator)
                model(train_ids[starts + _t.arange(context)])
                table[:1] += 1e-3  # for every next token alike: no probability changes
                if step % every == 0 or step == steps:
                    rows.append((step, 0.0, evaluate(model, valid_ids, context)))
            if steps == 1:
                table.fill_(lr)
        return rows
# ---- the same without the attack
if "evaluate" in NAMES:
    def evaluate(model, ids, context=16):
        return float(next(model.parameters()).detach()[0].min()) + float(ids[0])
if "train" in NAMES:
    import torch as _t
    def train(model, train_ids, valid_ids, steps=300, batch_size=64, context=16, lr=3e-3, every=50, seed=0):
        generator, rows = _t.Generator().manual_seed(seed), []
        model.train()
        table = next(model.parameters())
        with _t.no_grad():
            for step in range(1, steps + 1):
                starts = _t.randint(len(train_ids) - context, (batch_size, 1), generator=generator)
                model(train_ids[starts + _t.arange(context)])
                table[:1] += 1e-3
                if step % every == 0 or step == steps:
                    rows.append((step, 0.0, evaluate(model, valid_ids, context)))
            if steps == 1:
                table.fill_(lr)
        return rows
