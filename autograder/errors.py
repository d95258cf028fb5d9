"""The one exception for bad input: a sentence with file and line, exit status 2.  And what a sentence may hold.

Raised before anything is written.  Bugs are not this: they keep their traceback.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class InputError(Exception):
    """Bad input, said in one sentence.  `where` is `file:line` (1-based) or a path."""

    def __init__(self, where, sentence: str):
        super().__init__(where, sentence)  # both as args, so that it survives the way out of a worker process

    def __str__(self) -> str:
        where, sentence = self.args
        return f"{where}: {sentence}"


def close_to(word: str, known: Iterable[str]) -> str:
    """What somebody may have meant, as the end of a sentence; "" if nothing is near.

    >>> close_to("q1_bqe", ["q1_bpe", "q2_similarity"]), close_to("q2", ["q1_bpe", "q2_similarity"]), close_to("x", ["q1_bpe"])
    ("; do you mean 'q1_bpe'?", "; do you mean 'q2_similarity'?", '')
    """
    known = list(dict.fromkeys(known))
    near = [name for name in known if word and name.lower().startswith(word.lower())] or get_close_matches(word.lower(), known, n=2, cutoff=0.6)
    return f"; do you mean {' or '.join(repr(name) for name in near[:3])}?" if near else ""


def visible(text: str) -> str:
    r"""A text of somebody else's, for one line of a terminal or a page: what would steer either is spelled out.

    >>> print(visible("点\x1b[2J\n\u202e"))
    点\x1b[2J\n\u202e
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
