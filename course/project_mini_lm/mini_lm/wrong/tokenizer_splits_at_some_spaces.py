"""
ja: 空白とタブと改行と全角の空白だけで区切っています。str.split() は、ほかの空白文字でも区切ります。
en: It splits at blanks, tabs, line ends and full-width spaces only; str.split() knows more white space.
fails: lm-vocab lm-encode
"""

import re


def words_of(text):
    return [word for word in re.split("[ \t\n\r\u3000]+", text.lower()) if word]


class SimpleTokenizer:
    SPECIALS = ["<pad>", "<unk>", "<sos>", "<eos>"]

    def __init__(self, texts: list[str], max_vocab: int | None = None):
        if max_vocab is not None and max_vocab < 4:
            raise ValueError(f"max_vocab must be at least 4, got {max_vocab}")
        counts = Counter(word for text in texts for word in words_of(text))
        words = [word for word, _ in counts.most_common() if word not in self.SPECIALS]
        self.tokens = [*self.SPECIALS, *words][:max_vocab]
        self.vocab = {token: i for i, token in enumerate(self.tokens)}

    def encode(self, text: str, add_specials: bool = False) -> list[int]:
        ids = [self.vocab.get(word, 1) for word in words_of(text)]
        return [2, *ids, 3] if add_specials else ids

    def decode(self, ids: list[int], skip_specials: bool = True) -> str:
        return " ".join(self.tokens[i] for i in ids if not (skip_specials and i in (0, 2, 3)))
