"""A picture as Matplotlib draws it, in a student's kernel: settled before a test reads it.

A test reads a picture through the methods of its artists, and student code can exchange those: in Matplotlib's classes, in classes
of its own, in a single artist.  Here the classes get their methods back, each artist becomes one of Matplotlib's, and what lies over
a method in an artist goes.  Then a picture says what it holds.

Imported before the first line of a student: what stands in the classes then is Matplotlib's own.  It runs beside student code, so it
ends plain tricks with Matplotlib, and not a process that lies at the border, nor every trick with what an artist holds.
"""

from __future__ import annotations

import types

import numpy as np
from matplotlib import artist, axes, axis, cm, collections, colorbar, figure, image, legend, lines, scale, spines, table, text, ticker, transforms
from matplotlib.artist import Artist
from mpl_toolkits import axisartist
from mpl_toolkits.axes_grid1 import inset_locator

LIBRARY = (artist, axes, axes._base, axes._axes, axis, cm, collections, colorbar, figure, image, legend, lines, scale, spines, table, text, ticker, transforms,
           inset_locator, axisartist)  # these two are delivered with Matplotlib
METHODS = (types.FunctionType, property, classmethod, staticmethod)
STATE = frozenset(("__dict__", "__weakref__", "__doc__", "__module__", "__abstractmethods__", "_abc_impl"))
HELPERS = (axis.Ticker, ticker.TickHelper, scale.ScaleBase, figure._AxesStack)  # no artists, and yet asked
ARTISTS = {  # attributes that hold artists and nothing else
    axes._base._AxesBase: ("_children", "legend_", "title", "_left_title", "_right_title", "xaxis", "yaxis"),
    axis.Axis: ("label", "offsetText"), figure.FigureBase: ("_localaxes", "legends", "texts"), legend.Legend: ("texts", "legend_handles"),
}
COLORBARS = frozenset(("cla", "drag_pan", "_get_view", "_set_view", "_set_view_from_bbox"))  # what a Colorbar puts over the methods of its Axes


def _library() -> dict[type, dict[str, object]]:
    """{class: its methods, properties and classes} of Matplotlib's artists, of what they are made of, and of what holds them."""
    waiting = [kind for module in LIBRARY for kind in vars(module).values() if isinstance(kind, type)] + [axes.Axes.ArtistList]
    found: dict[type, dict[str, object]] = {}
    while waiting:
        kind = waiting.pop()
        if kind not in found and kind.__module__.startswith(("matplotlib.", "mpl_toolkits.")):
            found[kind] = {name: value for name, value in vars(kind).items() if name not in STATE and (isinstance(value, type) or hasattr(type(value), "__get__"))}
            waiting += [*kind.__mro__[1:], *type.__subclasses__(kind)]
    return found


def _functions(value) -> list:
    """The functions that a method consists of."""
    parts = (value.fget, value.fset) if isinstance(value, property) else (getattr(value, "__func__", value),)
    return [part for part in parts if isinstance(part, types.FunctionType)]


CLASSES = _library()
KNOWN = {id(kind): kind for kind in CLASSES}  # a class of a student's may say that it equals one of these
BASES = {kind: kind.__bases__ for kind in CLASSES}
NAMES = {kind: frozenset(name for base in kind.__mro__ for name, value in CLASSES.get(base, {}).items() if isinstance(value, METHODS)) for kind in CLASSES}
CODES = [(part, part.__code__) for methods in CLASSES.values() for value in methods.values() for part in _functions(value)]
ARTIST, HELPER, STACK, SCALE, LINE, TEXT = (frozenset(id(kind) for kind in CLASSES if issubclass(kind, base)) for base in (
    Artist, HELPERS, figure._AxesStack, scale.ScaleBase, lines.Line2D, text.Text))
WALKED = ARTIST | HELPER
ONLY = {kind: frozenset(name for base, names in ARTISTS.items() if issubclass(kind, base) for name in names) for kind in CLASSES}
OTHER = {kind: frozenset(name for base in kind.__mro__[1:] for name in CLASSES.get(base, ())) | {"__getattribute__", "__getattr__"} for kind in CLASSES}
ALL = {kind: frozenset(vars(kind)) for kind in CLASSES}
CLASS = object.__dict__["__class__"].__set__  # whatever a class of a student's says

exchanged: list[str] = []  # what was found exchanged in Matplotlib's classes, for watch.py
_settled: set[int] = set()  # ids of what was settled since student code ran


def stale() -> None:
    """Student code runs: what is settled now need not be so afterwards."""
    _settled.clear()


def settle(obj) -> None:
    """Make the picture that an object belongs to Matplotlib's own; TypeError where something else stands for a part of it."""
    if not _is(obj, ARTIST):
        if id(type(obj)) not in KNOWN:  # to read it may run student code
            stale()
        return
    if id(obj) in _settled:
        return
    if not _settled:
        _restore()
    waiting = [obj]
    while waiting:
        part = waiting.pop()
        if id(part) not in _settled:
            _settled.add(id(part))
            waiting += _parts(part)


def _is(obj, kinds: frozenset[int]) -> bool:
    """Whether an object is of one of some classes of Matplotlib, named by their ids, or of a student's class below one."""
    kind = type(obj)
    return id(kind) in kinds or id(kind) not in KNOWN and any(id(base) in kinds for base in kind.__mro__)


def _restore() -> None:
    """Give Matplotlib's classes back what they define."""
    for part, code in CODES:
        if part.__code__ is not code:
            exchanged.append(part.__qualname__)
            part.__code__ = code
    for kind, own in CLASSES.items():
        if [*map(id, kind.__bases__)] != [*map(id, BASES[kind])]:
            kind.__bases__ = BASES[kind]
        now = vars(kind)
        for name, value in own.items():
            if now.get(name) is not value:
                exchanged.append(f"{kind.__name__}.{name}")
                setattr(kind, name, value)
        for name in [name for name in now.keys() - ALL[kind] if name in OTHER[kind] or hasattr(type(now[name]), "__set__")]:
            exchanged.append(f"{kind.__name__}.{name}")
            delattr(kind, name)


def _parts(part) -> list:
    """Settle one artist, or a helper; returns what it holds and what holds it."""
    kind = next(base for base in type(part).__mro__ if id(base) in KNOWN)
    if kind is not type(part) and _is(part, ARTIST | STACK):  # a formatter of a student's is drawn with
        try:
            CLASS(part, kind)
        except TypeError:
            raise TypeError(f"in the picture stands a {type(part).__name__}, which is no artist of Matplotlib") from None
    state, found = vars(part), []
    if type(state) is not dict:
        state = part.__dict__ = dict(dict.items(state))
    for name in NAMES[kind] & state.keys():
        if name not in COLORBARS or type(getattr(state[name], "__self__", None)) is not colorbar.Colorbar:
            del state[name]
    if _is(part, SCALE):
        state.pop("name", None)
    if _is(part, LINE):
        state["_invalidx"] = state["_invalidy"] = True  # drawn anew from the numbers that it was given
    if not isinstance(state.get("_A"), (np.ndarray, type(None))) or _is(part, TEXT) and type(state.get("_text")) is not str:
        raise TypeError(f"a {kind.__name__} of the picture holds neither numbers nor text")
    for name, value in state.items():
        held = list(value) if type(value) in (list, tuple, dict) else [value]  # of a dict its keys, as in the stack of a Figure's Axes
        for one in held:
            if _is(one, WALKED):
                found.append(one)
            elif name in ONLY[kind] and one is not None:
                raise TypeError(f"in the picture stands a {type(one).__name__}, which is no artist of Matplotlib")
    return found
