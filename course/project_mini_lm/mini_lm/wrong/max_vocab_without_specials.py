"""
ja: max_vocab が単語だけの数になっています。特別なトークンも語彙の一部です。
en: max_vocab counts words only. The special tokens belong to the vocabulary, too.
fails: lm-vocab
"""

class SimpleTokenizer(SimpleTokenizer):
    def __init__(self, texts: list[str], max_vocab: int | None = None):
        counts = Counter(word for text in texts for word in text.lower().split())
        kept = counts.most_common(None if max_vocab is None else max_vocab)
        self.words = self.SPECIALS + [word for word, _ in kept]
        self.vocab = {word: i for i, word in enumerate(self.words)}
