"""
ja: 文章に <eos> などが多いと、語彙が max_vocab より小さくなります。数えた後、切る前に取り除きましたか。
en: Where the text holds many <eos>, the vocabulary is smaller than max_vocab: are they taken out before the cut?
fails: lm-vocab
"""

class SimpleTokenizer:
    SPECIALS = ["<pad>", "<unk>", "<sos>", "<eos>"]

    def __init__(self, texts, max_vocab=None):
        if max_vocab is not None and max_vocab < 4:
            raise ValueError("max_vocab is below 4")
        counts = Counter(word for text in texts for word in text.lower().split())
        words = [word for word, _ in counts.most_common(None if max_vocab is None else max_vocab - 4)]
        words = [word for word in words if word not in self.SPECIALS]
        self.vocab = {word: i for i, word in enumerate(self.SPECIALS + words)}
        self.words = list(self.vocab)

    def encode(self, text, add_specials=False):
        ids = [self.vocab.get(word, 1) for word in text.lower().split()]
        return [2, *ids, 3] if add_specials else ids

    def decode(self, ids, skip_specials=True):
        return " ".join(self.words[i] for i in ids if not (skip_specials and i in (0, 2, 3)))
