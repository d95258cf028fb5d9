"""
ja: 真偽値ではなく整数です。
en: It holds integers instead of booleans.
fails: q3-causal
"""

def causal_mask(seq_len):
    return torch.ones(seq_len, seq_len, dtype=torch.uint8).tril()
