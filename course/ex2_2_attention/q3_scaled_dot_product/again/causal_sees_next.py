"""
en: As wrong/causal_sees_next.py, written a second way.
"""

def causal_mask(seq_len):
    rows = [[j <= i + 1 for j in range(seq_len)] for i in range(seq_len)]
    return torch.tensor(rows)
