"""
ja: ヘッドが一つのとき 0/0 になります。
en: One head gives 0/0.
fails: q8-diversity-value q8-diversity-any
"""

def attention_diversity(weights):
    H = weights.shape[1]
    distances = (weights.unsqueeze(1) - weights.unsqueeze(2)).abs().sum(-1) / 2
    return float(distances.detach().sum((1, 2)).mean() / torch.tensor(H * (H - 1)))
