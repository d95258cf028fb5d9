"""
ja: 語彙を作るときに小文字にしていません。Cat と cat は同じ単語です。
en: The vocabulary is built before the case is lowered. Are Cat and cat one word?
fails: lm-vocab
"""

class SimpleTokenizer(SimpleTokenizer):
    def __init__(self, texts: list[str], max_vocab: int | None = None):
        counts = Counter(word for text in texts for word in text.split())
        kept = counts.most_common(None if max_vocab is None else max_vocab - len(self.SPECIALS))
        self.words = self.SPECIALS + [word for word, _ in kept]
        self.vocab = {word: i for i, word in enumerate(self.words)}
