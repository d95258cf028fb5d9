"""
ja: skip_specials=False でも特別なトークンを省いています。
en: Special tokens are left out even with skip_specials=False.
fails: lm-decode
"""

class SimpleTokenizer(SimpleTokenizer):
    def decode(self, ids: list[int], skip_specials: bool = True) -> str:
        """The words, joined with single spaces; skip_specials leaves out <pad>, <sos> and <eos>."""
        return " ".join(self.words[i] for i in ids if i not in (0, 2, 3))
