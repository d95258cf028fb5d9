"""
ja: skip_specials が働かず、<sos> や <eos> が文章に混ざります。
en: skip_specials has no effect: <sos> and <eos> end up in the text.
fails: lm-decode
"""

class SimpleTokenizer(SimpleTokenizer):
    def decode(self, ids: list[int], skip_specials: bool = True) -> str:
        """The words, joined with single spaces; skip_specials leaves out <pad>, <sos> and <eos>."""
        return " ".join(self.words[i] for i in ids)
