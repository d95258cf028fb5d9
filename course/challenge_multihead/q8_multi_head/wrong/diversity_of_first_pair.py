"""
ja: 最初の二つのヘッドしか比べていません。
en: Only the first two heads are compared.
fails: q8-diversity-value
"""

def attention_diversity(weights):
    H = weights.shape[1]
    if H == 1:
        return 0.0
    weights, H = weights[:, :2], 2
    distances = (weights.unsqueeze(1) - weights.unsqueeze(2)).abs().sum(-1) / 2
    return float(distances.detach().sum((1, 2)).mean() / (H * (H - 1)))
