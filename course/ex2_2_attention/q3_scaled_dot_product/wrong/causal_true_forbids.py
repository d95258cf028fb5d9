"""
ja: True が「禁止」になっています。このコースでは True が「参照してよい」です。
en: True forbids here. In this course True allows.
fails: q3-causal
"""

def causal_mask(seq_len):
    return torch.ones(seq_len, seq_len, dtype=torch.bool).triu(1)
