"""
ja: 窓ごとの平均の平均です。最後の短い窓が、長い窓と同じ重みになります。
en: The mean of the windows' means: the short window at the end counts as much as a full one.
fails: lm-evaluate-value
"""

@torch.no_grad()
def evaluate(model, ids: torch.Tensor, context: int = CONTEXT) -> float:
    was_training = model.training
    model.eval()
    inputs, targets = ids[:-1], ids[1:]
    full = len(inputs) // context * context
    windows = [*zip(inputs[:full].view(-1, context).split(64), targets[:full].view(-1, context).split(64)), (inputs[None, full:], targets[None, full:])]
    total = sum(F.cross_entropy(model(x).flatten(0, 1), y.flatten(), reduction="mean").item() / sum(w[0].numel() > 0 for w in windows) for x, y in windows if x.numel())
    model.train(was_training)
    return total
