"""
ja: バッチで平均してから比べているため、違いが消えます。
en: The maps are averaged over the batch first, which hides differences.
fails: q8-diversity-value
"""

def attention_diversity(weights):
    weights = weights.mean(0, keepdim=True)
    H = weights.shape[1]
    if H == 1:
        return 0.0
    distances = (weights.unsqueeze(1) - weights.unsqueeze(2)).abs().sum(-1) / 2
    return float(distances.detach().sum((1, 2)).mean() / (H * (H - 1)))
