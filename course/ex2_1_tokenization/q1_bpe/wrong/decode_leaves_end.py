"""
ja: decode の結果に </w> が残っています。
en: </w> is left in the decoded text.
fails: q1-decode-roundtrip
"""

def decode(tokens):
    return "".join(tokens)
