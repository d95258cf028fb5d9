"""
ja: 絶対値を取っていないため、差が打ち消し合います。
en: Without absolute values the differences cancel.
fails: q8-diversity-value q8-diversity-any
"""

def attention_diversity(weights):
    H = weights.shape[1]
    if H == 1:
        return 0.0
    distances = (weights.unsqueeze(1) - weights.unsqueeze(2)).sum(-1) / 2
    return float(distances.detach().sum((1, 2)).mean() / (H * (H - 1)))
