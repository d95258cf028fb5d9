"""
ja: 知らない単語を捨てています。<unk> に変えます。
en: Unknown words are left out. There was a word: it becomes <unk>.
fails: lm-encode
"""

class SimpleTokenizer(SimpleTokenizer):
    def encode(self, text: str, add_specials: bool = False) -> list[int]:
        """The ids of the words; add_specials puts <sos> before and <eos> after them."""
        ids = [self.vocab[word] for word in text.lower().split() if word in self.vocab]
        return [2, *ids, 3] if add_specials else ids
