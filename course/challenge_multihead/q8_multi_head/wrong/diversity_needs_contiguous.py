"""
ja: view のため、転置された weights で失敗します。
en: view fails for weights that were transposed.
fails: q8-diversity-any
"""

def attention_diversity(weights):
    H = weights.shape[1]
    weights = weights.view(len(weights) * H, -1).view(weights.shape)
    values = [(weights[:, g] - weights[:, h]).abs().sum(-1).mean().item() / 2 for g in range(H) for h in range(g)]
    return sum(values) / len(values) if values else 0.0
