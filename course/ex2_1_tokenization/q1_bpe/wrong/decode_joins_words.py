"""
ja: 単語の境界の空白が失われています。</w> は単語の終わりです。
en: The space between words is lost. </w> ends a word.
fails: q1-decode-roundtrip
"""

def decode(tokens):
    return "".join(tokens).replace("</w>", "")
