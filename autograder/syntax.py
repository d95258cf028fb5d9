"""ast.parse for a process in which others parse as well."""

from __future__ import annotations

import ast

TRIES = 5


def parse(code: str) -> ast.Module:
    """The tree of `code`; SyntaxError and ValueError as from ast.parse.

    CPython 3.11 counts the depth of the tree that it makes in one place for all threads.  Where another
    one, or an object's finalizer, parses meanwhile, sound code is a SystemError; the next try is another moment.
    """
    for _ in range(TRIES - 1):
        try:
            return ast.parse(code)
        except SystemError:
            pass
    return ast.parse(code)
