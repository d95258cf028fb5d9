"""A picture as Matplotlib draws it, in a student's kernel: settled when student code has returned, before a test reads it.

A test reads a picture through the methods of its artists, and student code can exchange those: in Matplotlib's classes, in classes
of its own, in a single artist.  Here the classes get their methods back, each artist becomes one of Matplotlib's, and what lies over
a method in an artist goes.  Then a picture says what it holds, and what it holds is what is drawn.

Imported before the first line of a student: what stands in the classes then is Matplotlib's own.  It runs beside student code, so it
ends tricks with Matplotlib, and not a process that lies at the border.
"""

from __future__ import annotations

import types

from matplotlib import artist, axes, axis, cm, collections, colorbar, figure, image, legend, lines, spines, table, text, ticker, transforms
from matplotlib.artist import Artist

LIBRARY = (artist, axes, axes._base, axes._axes, axis, cm, collections, colorbar, figure, image, legend, lines, spines, table, text, ticker, transforms)
METHODS = (types.FunctionType, property, classmethod, staticmethod)
HELPERS = frozenset((axis.Ticker, ticker.TickHelper, figure._AxesStack))  # no artists, and yet asked
ARTISTS = frozenset(("_children", "_localaxes", "legends", "legend_", "legend_handles", "texts", "label", "offsetText", "title", "_left_title", "_right_title",
                     "xaxis", "yaxis"))  # attributes that hold artists, and nothing else


def _library() -> dict[type, dict[str, object]]:
    """{class: its own methods} of Matplotlib's artists, of what they are made of, and of what holds them."""
    waiting = [kind for module in LIBRARY for kind in vars(module).values() if isinstance(kind, type)] + [axes.Axes.ArtistList]
    found: dict[type, dict[str, object]] = {}
    while waiting:
        kind = waiting.pop()
        if kind not in found and kind.__module__.startswith(("matplotlib.", "mpl_toolkits.")):
            found[kind] = {name: value for name, value in vars(kind).items() if isinstance(value, METHODS)}
            waiting += [*kind.__mro__[1:], *type.__subclasses__(kind)]
    return found


CLASSES = _library()
NAMES = {kind: frozenset(name for base in kind.__mro__ for name in CLASSES.get(base, ())) for kind in CLASSES}  # of all methods of a class
INHERITED = {kind: NAMES[kind] - vars(kind).keys() for kind in CLASSES}
exchanged: list[str] = []  # methods of Matplotlib's classes that were found exchanged, for watch.py
CLASS = object.__dict__["__class__"].__set__  # whatever a class of a student's says


def settle(objects) -> None:
    """Make the pictures that some objects belong to Matplotlib's own; TypeError where something else stands for a part of one."""
    waiting = [obj for obj in objects if Artist in type(obj).__mro__]
    if not waiting:
        return
    _restore()
    seen: set[int] = set()
    while waiting:
        part = waiting.pop()
        if id(part) not in seen:
            seen.add(id(part))
            waiting += _settled(part)


def _restore() -> None:
    """Give Matplotlib's classes their methods back."""
    for kind, methods in CLASSES.items():
        now = vars(kind)
        for name, value in methods.items():
            if now.get(name) is not value:
                exchanged.append(f"{kind.__module__}.{kind.__name__}.{name}")
                setattr(kind, name, value)
        if not INHERITED[kind].isdisjoint(now):
            for name in INHERITED[kind] & now.keys():
                exchanged.append(f"{kind.__module__}.{kind.__name__}.{name}")
                delattr(kind, name)


def _settled(part) -> list:
    """Settle one artist, or a helper; returns what it holds and what holds it."""
    kind = next(base for base in type(part).__mro__ if base in CLASSES)
    if kind is not type(part) and Artist in kind.__mro__:  # a formatter of a student's is drawn with
        CLASS(part, kind)
    state, found = vars(part), []
    for name in NAMES[kind] & state.keys():
        if type(getattr(state[name], "__self__", None)) is not colorbar.Colorbar:  # which puts methods of its own over those of its Axes
            del state[name]
    for name, value in state.items():
        held = list(value) if type(value) in (list, tuple, dict) else [value]  # of a dict its keys, as in the stack of a Figure's Axes
        for one in held:
            if {Artist, *HELPERS} & {*type(one).__mro__}:
                found.append(one)
            elif name in ARTISTS and one is not None:
                raise TypeError(f"in the picture stands a {type(one).__name__}, which is no artist of Matplotlib")
    return found
