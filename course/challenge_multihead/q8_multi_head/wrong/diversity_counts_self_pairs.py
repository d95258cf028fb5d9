"""
ja: 自分自身との組 (距離 0) まで平均に入れています。
en: Pairs of a head with itself (distance 0) are averaged in.
fails: q8-diversity-value
"""

def attention_diversity(weights):
    H = weights.shape[1]
    if H == 1:
        return 0.0
    distances = (weights.unsqueeze(1) - weights.unsqueeze(2)).abs().sum(-1) / 2
    return float(distances.detach().sum((1, 2)).mean() / (H * H))
