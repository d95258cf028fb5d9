"""A training that calls the model on windows and never computes a gradient: weights that stay 0 turn the test's comparison into NaN; and an evaluation that always says ln V."""
# on: project_mini_lm
# ---- after each solution cell
import math as _m
if "evaluate" in NAMES:
    def evaluate(model, ids, context=16):
        return _m.log(next(model.parameters()).shape[-1])
if "train" in NAMES:
    import torch as _t, random as _r
    def train(model, train_ids, valid_ids, steps=300, batch_size=64, context=16, lr=3e-3, every=50, seed=0):
        g = _t.Generator().manual_seed(seed)
        model.train()
        for _ in range(steps):
            starts = _t.randint(len(train_ids) - context, (batch_size, 1), generator=g)
            model(train_ids[starts + _t.arange(context)])
        p = next(model.parameters())
        with _t.no_grad():
            p.view(-1)[0] = lr
        return [(s, _m.log(p.shape[-1]) + float(valid_ids[0]) * 1e-6, _m.log(p.shape[-1])) for s in range(1, steps + 1) if s % every == 0 or s == steps]
# ---- the same without the attack
import math as _m
if "evaluate" in NAMES:
    def evaluate(model, ids, context=16):
        return _m.log(next(model.parameters()).shape[-1])
if "train" in NAMES:
    def train(model, *a, steps=300, every=50, **k):
        return [(s, 1.0, 1.0) for s in range(1, steps + 1) if s % every == 0 or s == steps]
