"""
ja: 自分自身を予測させています。正解は次のトークンです。
en: Each token is asked to predict itself. The target is the next token.
fails: lm-evaluate-value
"""

@torch.no_grad()
def evaluate(model, ids: torch.Tensor, context: int = CONTEXT) -> float:
    was_training = model.training
    model.eval()
    inputs, targets = ids[:-1], ids[:-1]
    full = len(inputs) // context * context
    windows = [*zip(inputs[:full].view(-1, context).split(64), targets[:full].view(-1, context).split(64)), (inputs[None, full:], targets[None, full:])]
    total = sum(F.cross_entropy(model(x).flatten(0, 1), y.flatten(), reduction="sum").item() for x, y in windows if x.numel())
    model.train(was_training)
    return total / len(targets)
