"""
ja: 正規表現の特殊文字を re.escape していないため、「.」が任意の文字に一致します。
en: The pair is used as a regular expression without re.escape, so "." matches any character.
fails: q1-merge-border
"""

import re


def merge_vocab(pair, vocab):
    pattern = re.compile(r"(?<!\S)" + " ".join(pair) + r"(?!\S)")
    return {tuple(pattern.sub("".join(pair), " ".join(symbols)).split(" ")): n for symbols, n in vocab.items()}
