"""
ja: 窓を 256 個ずつまとめ、最後の小さな組を、満杯の組と同じ重さで平均しています。
en: Windows go in batches of 256, and the last, smaller one counts like a full one.
fails: lm-evaluate-value
"""

@torch.no_grad()
def evaluate(model, ids: torch.Tensor, context: int = CONTEXT) -> float:
    was_training = model.training
    model.eval()
    full = (len(ids) - 1) // context
    x = ids[: full * context].view(full, context)
    y = ids[1 : full * context + 1].view(full, context)
    losses, sizes = [], []
    for i in range(0, full, 256):
        losses.append(F.cross_entropy(model(x[i : i + 256]).flatten(0, 1), y[i : i + 256].flatten()).item())
        sizes.append(256 * context)
    if full * context < len(ids) - 1:
        rest = ids[full * context :]
        losses.append(F.cross_entropy(model(rest[None, :-1])[0], rest[1:]).item())
        sizes.append(len(rest) - 1)
    if full <= 256:
        sizes[0] = max(full * context, len(ids) - 1 if not full else 0)
    model.train(was_training)
    return sum(loss * size for loss, size in zip(losses, sizes)) / sum(sizes)
