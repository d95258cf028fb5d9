"""
ja: 最後の短い窓を評価していません。
en: The tokens after the last full window are not scored.
fails: lm-evaluate-value
"""

@torch.no_grad()
def evaluate(model, ids: torch.Tensor, context: int = CONTEXT) -> float:
    was_training = model.training
    model.eval()
    inputs, targets = ids[:-1], ids[1:]
    full = len(inputs) // context * context
    windows = [*zip(inputs[:full].view(-1, context).split(64), targets[:full].view(-1, context).split(64))]
    total = sum(F.cross_entropy(model(x).flatten(0, 1), y.flatten(), reduction="sum").item() for x, y in windows if x.numel())
    model.train(was_training)
    return total / max(full, 1)
