"""
ja: 2 で割っていないため、最大が 2 になります。
en: Without the division by 2 the largest value is 2.
fails: q8-diversity-value q8-diversity-any
"""

def attention_diversity(weights):
    H = weights.shape[1]
    if H == 1:
        return 0.0
    distances = (weights.unsqueeze(1) - weights.unsqueeze(2)).abs().sum(-1)
    return float(distances.detach().sum((1, 2)).mean() / (H * (H - 1)))
