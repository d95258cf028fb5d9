"""
ja: 自分自身が見えません。最初の位置は何も見えなくなります。
en: A position does not see itself, so the first one sees nothing.
fails: q3-causal
"""

def causal_mask(seq_len):
    return torch.ones(seq_len, seq_len, dtype=torch.bool).tril(-1)
