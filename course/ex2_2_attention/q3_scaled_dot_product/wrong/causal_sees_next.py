"""
ja: 次の位置まで見えています。tril の対角線を確かめてください。
en: The next position is visible. Check the diagonal of tril.
fails: q3-causal
"""

def causal_mask(seq_len):
    return torch.ones(seq_len, seq_len, dtype=torch.bool).tril(1)
