"""
ja: 多い単語ではなく、最初に現れた単語を残しています。
en: The first words are kept, not the most frequent ones.
fails: lm-vocab
"""

class SimpleTokenizer(SimpleTokenizer):
    def __init__(self, texts: list[str], max_vocab: int | None = None):
        counts = Counter(word for text in texts for word in text.lower().split())
        kept = list(counts.items())[: None if max_vocab is None else max_vocab - len(self.SPECIALS)]
        self.words = self.SPECIALS + [word for word, _ in kept]
        self.vocab = {word: i for i, word in enumerate(self.words)}
