"""
en: Merges with a regular expression on the joined symbols, escaped, with borders, and a function as replacement.
"""

import re


def merge_vocab(pair, vocab):
    pattern = re.compile(r"(?<!\S)" + re.escape(" ".join(pair)) + r"(?!\S)")
    return {tuple(pattern.sub(lambda match: "".join(pair), " ".join(symbols)).split(" ")): n for symbols, n in vocab.items()}
