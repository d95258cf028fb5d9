"""
ja: トークンの間に空白を入れています。空白は単語の間だけです。
en: Tokens are joined with spaces. Only words are separated by a space.
fails: q1-decode-roundtrip
"""

def decode(tokens):
    return " ".join(token.replace("</w>", "") for token in tokens).strip()
