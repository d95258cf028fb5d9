"""How exceptions cross: by the names of their built-in classes and their plain arguments; and the one that is none of a test's."""

from __future__ import annotations

import builtins

from autograder.judge.codec import CodecError

MESSAGE = 600  # characters of an exception's message that cross


class BorderError(BaseException):
    """The border itself failed: the other side is gone, late, or sends nonsense."""


def described(error: BaseException) -> list:
    """[names of its built-in classes, nearest first; its arguments]"""
    names = [t.__name__ for t in type(error).__mro__ if t.__module__ == "builtins"]
    try:
        args = [a if type(a) in (int, float, type(None)) else str(a)[:MESSAGE] for a in error.args[:4]]
        if type(error).__module__ != "builtins":
            args = [str(error)[:MESSAGE]]
    except BaseException:
        args = []
    return [names, args]


def exception(node) -> BaseException:
    """The exception that an answer describes, of a built-in class.  Anything outside Exception becomes a BorderError."""
    if not (type(node) is list and len(node) == 2 and all(type(x) is list for x in node)):
        raise CodecError("no exception")
    names, args = node
    args = [a[:MESSAGE].encode("utf-8", "replace").decode() if type(a) is str else a for a in args[:4]]  # half a character would end no message
    if not all(type(a) in (int, float, str, type(None)) for a in args) or not all(type(x) is str for x in names):
        raise CodecError("no exception")
    kind = getattr(builtins, names[0], None) if names else None
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        return BorderError(f"{names[0] if names else 'an unknown exception'} in the other process: {str(args[0])[:200] if args else ''}")
    if issubclass(kind, (StopIteration, StopAsyncIteration)):  # inside map() or all() it would end the test's own loop as if all was well
        return RuntimeError(f"{kind.__name__} in the other process")
    for kind in (k for k in (getattr(builtins, name, None) for name in names) if isinstance(k, type) and issubclass(k, Exception)):
        try:
            return kind(*args)
        except Exception:  # a UnicodeDecodeError takes other arguments; it is a ValueError, too
            pass
    return RuntimeError(*args)
