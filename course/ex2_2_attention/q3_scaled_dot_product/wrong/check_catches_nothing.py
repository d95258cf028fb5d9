"""
ja: check_attention が何も調べていません。assert で比べてください。
en: check_attention compares nothing. Use assert.
fails: q3-own-tests
"""

def check_attention(attention):
    attention(torch.randn(2, 3, 4), torch.randn(2, 5, 4), torch.randn(2, 5, 6))
