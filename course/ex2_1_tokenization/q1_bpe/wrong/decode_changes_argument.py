"""
ja: 渡されたトークンのリストを書き換えています。
en: The list of tokens that was passed is changed.
fails: q1-decode-roundtrip
"""

def decode(tokens):
    if tokens and tokens[-1] == "</w>":
        tokens.pop()
    text = "".join(tokens)
    if text.endswith("</w>"):
        text = text[:-len("</w>")]
    return text.replace("</w>", " ")
