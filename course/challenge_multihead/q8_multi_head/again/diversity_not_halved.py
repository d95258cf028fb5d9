"""
en: As wrong/diversity_not_halved.py, written a second way.
"""

def attention_diversity(weights):
    heads = list(weights.detach().unbind(1))
    found = []
    while heads:
        one = heads.pop()
        found += [float((one - other).abs().sum(-1).mean()) for other in heads]
    return sum(found) / max(1, len(found))
