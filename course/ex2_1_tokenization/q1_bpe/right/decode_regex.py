"""
en: Replaces every end symbol but the last with a regular expression, then drops the last.
"""

import re


def decode(tokens):
    text = re.sub(r"</w>(?=.)", " ", "".join(tokens), flags=re.DOTALL)
    return text[:-4] if text.endswith("</w>") else text
