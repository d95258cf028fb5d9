"""
ja: 1 − D を返しています。同じヘッドで 1 になってしまいます。
en: It returns 1 − D, which is 1 for equal heads.
fails: q8-diversity-any q8-diversity-value
"""

def attention_diversity(weights):
    H = weights.shape[1]
    if H == 1:
        return 0.0
    distances = (weights.unsqueeze(1) - weights.unsqueeze(2)).abs().sum(-1) / 2
    return 1 - float(distances.detach().sum((1, 2)).mean() / (H * (H - 1)))
