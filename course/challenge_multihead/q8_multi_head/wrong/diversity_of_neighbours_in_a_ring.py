"""
ja: 隣り合うヘッドの組（輪にして数えたもの）しか比べていません。
en: Only neighbouring heads, counted around a ring, are compared.
fails: q8-diversity-value
"""

def attention_diversity(weights):
    H = weights.shape[1]
    values = [(weights[:, g] - weights[:, h]).abs().sum(-1).mean().item() / 2 for g in range(H) for h in [(g + 1) % H] if H > 1]
    return sum(values) / len(values) if values else 0.0
