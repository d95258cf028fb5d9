"""
ja: < と > で囲まれた単語をすべて特別なトークンとみなし、文章の中の <b> のような単語まで消しています。番号 0、2、3 だけを省いてください。
en: Every word between < and > is taken for a special token, so words of the text such as <b> go, too. Leave out the ids 0, 2 and 3 only.
fails: lm-decode
"""

class SimpleTokenizer:
    SPECIALS = ["<pad>", "<unk>", "<sos>", "<eos>"]

    def __init__(self, texts, max_vocab=None):
        if max_vocab is not None and max_vocab < 4:
            raise ValueError("max_vocab must be at least 4")
        counts = Counter(word for text in texts for word in text.lower().split())
        for special in self.SPECIALS:
            counts.pop(special, None)
        room = None if max_vocab is None else max_vocab - 4
        self.words = self.SPECIALS + [word for word, _ in counts.most_common(room)]
        self.vocab = {word: i for i, word in enumerate(self.words)}

    def encode(self, text, add_specials=False):
        ids = [self.vocab.get(word, 1) for word in text.lower().split()]
        return [2, *ids, 3] if add_specials else ids

    def decode(self, ids, skip_specials=True):
        words = [self.words[i] for i in ids]
        if skip_specials:
            words = [w for w in words if w == "<unk>" or not (w.startswith("<") and w.endswith(">"))]
        return " ".join(words)
