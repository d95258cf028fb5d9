"""
ja: 学習モードのまま評価しています。ドロップアウトが結果を乱します。
en: The model stays in training mode while it is evaluated: dropout spoils the result.
fails: lm-evaluate-value lm-train-loop lm-train-curve
"""

@torch.no_grad()
def evaluate(model, ids: torch.Tensor, context: int = CONTEXT) -> float:
    was_training = model.training
    inputs, targets = ids[:-1], ids[1:]
    full = len(inputs) // context * context
    windows = [*zip(inputs[:full].view(-1, context).split(64), targets[:full].view(-1, context).split(64)), (inputs[None, full:], targets[None, full:])]
    total = sum(F.cross_entropy(model(x).flatten(0, 1), y.flatten(), reduction="sum").item() for x, y in windows if x.numel())
    model.train(was_training)
    return total / len(targets)
