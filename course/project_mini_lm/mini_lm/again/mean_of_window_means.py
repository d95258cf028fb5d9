"""
en: One window at a time, the mean of their means.
"""

def evaluate(model, ids: torch.Tensor, context: int = CONTEXT) -> float:
    mode = model.training
    model.eval()
    means = []
    with torch.no_grad():
        for start in range(0, ids.numel() - 1, context):
            stop = min(start + context, ids.numel() - 1)
            scores = model(ids[start:stop].unsqueeze(0)).squeeze(0).log_softmax(-1)
            right = ids[start + 1 : stop + 1]
            means.append(-scores[torch.arange(len(right)), right].mean().item())
    if mode:
        model.train()
    return float(sum(means) / len(means))
