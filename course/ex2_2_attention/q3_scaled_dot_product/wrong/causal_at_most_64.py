"""
ja: 長さ 64 までしか作れません。
en: It stops at length 64.
fails: q3-causal
"""

def causal_mask(seq_len):
    n = min(seq_len, 64)
    return torch.ones(n, n, dtype=torch.bool).tril()
