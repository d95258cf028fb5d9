"""
ja: float ではなくテンソルを返しています。
en: A tensor comes back instead of a float.
fails: q8-diversity-any
"""

def attention_diversity(weights):
    H = weights.shape[1]
    values = [(weights[:, g] - weights[:, h]).abs().sum(-1).mean() / 2 for g in range(H) for h in range(g)]
    return sum(values) / len(values) if values else 0.0
