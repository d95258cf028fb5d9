"""
ja: decode が <unk> まで省いています。そこには単語がありました。
en: decode leaves out <unk>, as if there had been no word.
fails: lm-decode
"""

class SimpleTokenizer(SimpleTokenizer):
    def decode(self, ids: list[int], skip_specials: bool = True) -> str:
        """The words, joined with single spaces; skip_specials leaves out <pad>, <sos> and <eos>."""
        return " ".join(self.words[i] for i in ids if not (skip_specials and i in (0, 1, 2, 3)))
