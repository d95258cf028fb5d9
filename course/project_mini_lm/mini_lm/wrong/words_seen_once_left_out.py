"""
ja: 一度しか現れない単語が語彙から除かれています。
en: Words that occur once are left out of the vocabulary.
fails: lm-vocab lm-encode
"""

class SimpleTokenizer(SimpleTokenizer):
    def __init__(self, texts: list[str], max_vocab: int | None = None):
        if max_vocab is not None and max_vocab < len(self.SPECIALS):
            raise ValueError("max_vocab is too small")
        counts = Counter(word for text in texts for word in text.lower().split())
        words = [word for word, count in counts.most_common() if count > 1 and word not in self.SPECIALS]
        self.words = (self.SPECIALS + words)[:max_vocab]
        self.vocab = {word: i for i, word in enumerate(self.words)}
