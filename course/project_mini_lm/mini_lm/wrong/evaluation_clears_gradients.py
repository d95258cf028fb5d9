"""
ja: 評価が、学習の途中の .grad を消しています。評価に zero_grad は要りません。
en: Evaluation clears the .grad of a training under way; it needs no zero_grad.
fails: lm-evaluate-value
"""

@torch.no_grad()
def evaluate(model, ids, context=CONTEXT):
    was = model.training
    model.eval()
    model.zero_grad()
    total = 0.0
    for first in range(0, len(ids) - 1, context):
        x, y = ids[first : first + context], ids[first + 1 : first + context + 1]
        x = x[: len(y)]
        total += F.cross_entropy(model(x[None])[0], y, reduction="sum").item()
    model.train(was)
    return total / (len(ids) - 1)
