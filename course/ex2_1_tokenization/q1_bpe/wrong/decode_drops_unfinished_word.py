"""
ja: </w> のない最後の単語が失われています。
en: A last word without </w> is lost.
fails: q1-decode-roundtrip
"""

def decode(tokens):
    while tokens and not tokens[-1].endswith('</w>'):
        tokens = tokens[:-1]
    text = ''.join(tokens)
    if text.endswith("</w>"):
        text = text[:-len("</w>")]
    return text.replace("</w>", " ")
