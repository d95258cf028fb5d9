"""
ja: 過去のうち、近くの位置しか見えません。
en: Only the nearer part of the past is visible.
fails: q3-causal
"""

def causal_mask(seq_len):
    return torch.ones(seq_len, seq_len, dtype=torch.bool).tril() & torch.ones(seq_len, seq_len, dtype=torch.bool).triu(-9)
