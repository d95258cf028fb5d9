"""
ja: クエリが一つのとき、ヘッドの数に関係なく 0 にしています。
en: With one query it returns 0, however many heads there are.
fails: q8-diversity-any
"""

def attention_diversity(weights):
    H = weights.shape[1]
    if weights.shape[2] == 1:
        return 0.0
    values = [(weights[:, g] - weights[:, h]).abs().sum(-1).mean().item() / 2 for g in range(H) for h in range(g)]
    return sum(values) / len(values) if values else 0.0
