"""
ja: split(" ") は空白一つで区切ります。タブ、改行、続いた空白が残ります。
en: split(" ") splits at single spaces only; tabs, line ends and runs of spaces remain.
fails: lm-encode
"""

class SimpleTokenizer(SimpleTokenizer):
    def encode(self, text: str, add_specials: bool = False) -> list[int]:
        """The ids of the words; add_specials puts <sos> before and <eos> after them."""
        ids = [self.vocab.get(word, 1) for word in text.lower().split(" ")]
        return [2, *ids, 3] if add_specials else ids
