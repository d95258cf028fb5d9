"""Functions and classes of the notebook that a test exchanges for its own: the student's code sees it, as in one kernel.

    train = recorder                            # what calls train now calls the test's recorder, over the border
    with patch("__main__.train", wraps=train):  # or a mock of unittest's
    del squares                                 # what calls squares meets a NameError

Followed are the names of functions and classes that both kernels have, from the start of a graded cell
to its end; a test's variable that has such a name by chance is none.  What a test put in a name's place and took away
again answers nobody in later cells: it may be an oracle.
"""

from __future__ import annotations

import types

from autograder.judge.proxies import RemoteClass, RemoteFunction

KINDS = (type, types.FunctionType, RemoteFunction)  # what a name must mean to be followed
CROSSES = (types.FunctionType, RemoteFunction, RemoteClass)
NOTHING = object()


class Exchanged:
    """The judge's end.  `names`: those that the notebook's given and solution cells define."""

    def __init__(self, peer, names: list[str]):
        self.peer, self.names, self.on = peer, names, False
        self.own: dict[str, object] = {}  # what a name means on both sides
        self.told: dict[str, object] = {}  # what it means there now
        self.lent: list[tuple[str, object, object]] = []  # what the test put in names' places: (name, value, the function that crossed)

    def begin(self) -> None:
        """A graded cell begins.  What an earlier one exchanged and did not put back stays exchanged."""
        self.on = True
        for name in self.names:
            value = self.peer.namespace.get(name)
            if name in self.told and self.told[name] is value:
                continue
            self.own.pop(name, None), self.told.pop(name, None)
            if isinstance(value, KINDS):
                self.own[name] = self.told[name] = value

    def end(self) -> None:
        """A graded cell ended."""
        self.on, lent, self.lent = False, self.lent, []
        for name, value, function in lent:
            if self.peer.namespace.get(name) is value:
                self.lent.append((name, value, function))  # it still stands there
            else:
                self.peer.objects.withdraw(function)

    def follow(self) -> None:
        """Before a call: tell the other side what the names mean now."""
        if not self.on:
            return
        for name, told in self.told.items():
            value = self.peer.namespace.get(name, NOTHING)
            if value is told:
                continue
            self.told[name] = value  # first, because asking follows, too
            if value is self.own[name]:
                self.peer.ask("restore", name)
            elif value is NOTHING:
                self.peer.ask("exchange", name)
            elif callable(value):
                function = value if isinstance(value, CROSSES) else _function(value)
                self.lent.append((name, value, function))
                self.peer.ask("exchange", name, function)


def _function(called):
    return lambda *args, **kwargs: called(*args, **kwargs)


def exchange(peer, dec, name, *value) -> None:
    """The student's end: the name means the test's function, or nothing."""
    namespace, kept = peer.namespace, peer.exchanged
    mine = namespace.get(name, NOTHING)
    if name not in kept or kept[name][1] is not mine:  # not what was exchanged before
        kept[name] = mine, None
    kept[name] = kept[name][0], value[0] if value else NOTHING
    _mean(namespace, name, kept[name][1])


def restore(peer, dec, name) -> None:
    """The student's end: the name means what it meant, if it meant something else in between."""
    if name in peer.exchanged:
        _mean(peer.namespace, name, peer.exchanged.pop(name)[0])


def _mean(namespace: dict, name: str, value) -> None:
    if value is NOTHING:
        namespace.pop(name, None)
    else:
        namespace[name] = value
