"""
ja: キーについて和ではなく平均を取っています。
en: It averages over the keys instead of summing.
fails: q8-diversity-value q8-diversity-any
"""

def attention_diversity(weights):
    H = weights.shape[1]
    if H == 1:
        return 0.0
    distances = (weights.unsqueeze(1) - weights.unsqueeze(2)).abs().mean(-1) / 2
    return float(distances.detach().sum((1, 2)).mean() / (H * (H - 1)))
