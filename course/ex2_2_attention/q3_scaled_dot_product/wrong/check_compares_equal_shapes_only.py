"""
ja: 形しか調べていません。値も比べてください。
en: Only shapes are checked. Compare values, too.
fails: q3-own-tests
"""

def check_attention(attention):
    output, weights = attention(torch.randn(2, 3, 4), torch.randn(2, 5, 4), torch.randn(2, 5, 6))
    assert output.shape == (2, 3, 6)
    assert weights.shape == (2, 3, 5)
