"""
ja: 三角の向きが逆で、未来だけが見えます。
en: The triangle is the wrong way round: only the future is seen.
fails: q3-causal
"""

def causal_mask(seq_len):
    return torch.ones(seq_len, seq_len, dtype=torch.bool).triu()
