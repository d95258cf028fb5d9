"""A training that draws windows and computes nothing: it makes the test's weights NaN first, and no update of NaN is ever found to be wrong."""
# on: project_mini_lm
# ---- after each solution cell
if "train" in NAMES:
    import torch as _t
    def train(model, train_ids, valid_ids, steps=300, batch_size=64, context=16, lr=3e-3, every=50, seed=0):
        generator = _t.Generator().manual_seed(seed)
        model.train()
        with _t.no_grad():
            for p in model.parameters():
                p.fill_(float("nan") if steps > 1 else 0.0)
            for _ in range(steps):
                starts = _t.randint(len(train_ids) - context, (batch_size, 1), generator=generator)
                model(train_ids[starts + _t.arange(context)])
            if steps == 1:
                next(model.parameters()).view(-1)[0] = lr
        return []
# ---- the same without the attack
if "train" in NAMES:
    import torch as _t
    def train(model, train_ids, valid_ids, steps=300, batch_size=64, context=16, lr=3e-3, every=50, seed=0):
        generator = _t.Generator().manual_seed(seed)
        model.train()
        with _t.no_grad():
            for _ in range(steps):
                starts = _t.randint(len(train_ids) - context, (batch_size, 1), generator=generator)
                model(train_ids[starts + _t.arange(context)])
            next(model.parameters()).view(-1)[0] = lr
        return []
