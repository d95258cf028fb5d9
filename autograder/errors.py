"""The one exception for bad input: a sentence with file and line, exit status 2.

Raised before anything is written.  Bugs are not this: they keep their traceback.
"""


class InputError(Exception):
    """Bad input, said in one sentence.  `where` is `file:line` (1-based) or a path."""

    def __init__(self, where, sentence: str):
        super().__init__(where, sentence)  # both as args, so that it survives the way out of a worker process

    def __str__(self) -> str:
        where, sentence = self.args
        return f"{where}: {sentence}"
