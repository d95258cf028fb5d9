"""
ja: 差をクエリの方向に足しています。
en: The differences are summed over the queries instead of the keys.
fails: q8-diversity-value
"""

def attention_diversity(weights):
    H = weights.shape[1]
    if H == 1:
        return 0.0
    distances = (weights.unsqueeze(1) - weights.unsqueeze(2)).abs().sum(-2) / 2
    return float(distances.detach().sum((1, 2)).mean() / (H * (H - 1)))
