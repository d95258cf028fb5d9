"""
ja: encode で小文字にしていないので、The が知らない単語になります。
en: encode does not lower the case, so The is unknown.
fails: lm-encode
"""

class SimpleTokenizer:

    SPECIALS = ["<pad>", "<unk>", "<sos>", "<eos>"]

    def __init__(self, texts: list[str], max_vocab: int | None = None):
        counts = Counter(word for text in texts for word in text.lower().split())
        kept = counts.most_common(None if max_vocab is None else max_vocab - len(self.SPECIALS))
        self.words = self.SPECIALS + [word for word, _ in kept]
        self.vocab = {word: i for i, word in enumerate(self.words)}

    def encode(self, text: str, add_specials: bool = False) -> list[int]:
        """The ids of the words; add_specials puts <sos> before and <eos> after them."""
        ids = [self.vocab.get(word, 1) for word in text.split()]
        return [2, *ids, 3] if add_specials else ids

    def decode(self, ids: list[int], skip_specials: bool = True) -> str:
        """The words, joined with single spaces; skip_specials leaves out <pad>, <sos> and <eos>."""
        return " ".join(self.words[i] for i in ids if not (skip_specials and i in (0, 2, 3)))
