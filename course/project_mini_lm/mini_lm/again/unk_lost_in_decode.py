"""
en: All ids below 4 are left out.
"""

class SimpleTokenizer(SimpleTokenizer):
    def decode(self, ids: list[int], skip_specials: bool = True) -> str:
        name = {i: word for word, i in self.vocab.items()}
        shown = []
        for i in ids:
            if skip_specials and i < 4:
                continue
            shown.append(name[i])
        return " ".join(shown)
