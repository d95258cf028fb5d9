"""
ja: max_vocab がなくても、語彙が 100 語までになっています。
en: Without max_vocab, too, the vocabulary ends at 100 words.
fails: lm-vocab
"""

class SimpleTokenizer(SimpleTokenizer):
    def __init__(self, texts: list[str], max_vocab: int | None = None):
        if max_vocab is not None and max_vocab < len(self.SPECIALS):
            raise ValueError("max_vocab is too small")
        counts = Counter(word for text in texts for word in text.lower().split())
        words = [word for word, _ in counts.most_common(100) if word not in self.SPECIALS]
        self.words = (self.SPECIALS + words)[:max_vocab]
        self.vocab = {word: i for i, word in enumerate(self.words)}
