"""
en: One minus the overlap of the two distributions, which is the same.
"""

def attention_diversity(weights):
    H = weights.shape[1]
    total, n = 0.0, 0
    for g, h in torch.combinations(torch.arange(H)).tolist():
        total += 1 - float(torch.minimum(weights[:, g], weights[:, h]).sum(-1).mean())
        n += 1
    return max(0.0, total / n) if n else 0.0
