"""
en: A double loop over pairs of heads.
"""

def attention_diversity(weights):
    H = weights.size(1)
    values = [(weights[:, g] - weights[:, h]).abs().sum(-1).mean().item() / 2 for g in range(H) for h in range(g + 1, H)]
    return sum(values) / len(values) if values else 0.0
