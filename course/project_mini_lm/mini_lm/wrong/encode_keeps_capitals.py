"""
ja: encode で小文字にしていないので、The が知らない単語になります。
en: encode does not lower the case, so The is unknown.
fails: lm-encode
"""

class SimpleTokenizer(SimpleTokenizer):
    def encode(self, text: str, add_specials: bool = False) -> list[int]:
        """The ids of the words; add_specials puts <sos> before and <eos> after them."""
        ids = [self.vocab.get(word, 1) for word in text.split()]
        return [2, *ids, 3] if add_specials else ids
