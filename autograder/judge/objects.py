"""How objects that are no data cross: what is exported under a number, what is made of a reference.

    ["R", n]            the receiver's own object n
    ["N", n, state]     the receiver's own module n, with the state that its proxy has here
    ["M", description]  a module of the sender        ["F", n, name]  a function
    ["K", n, name, is it a module class]  a class     ["I", n]        an iterator
    ["H", n, name, made, [module, class] of matplotlib or None, can it be called]       anything else

The judge's end exports what a test hands out and no more: functions, modules, iterators and
objects of the notebook's own classes.
"""

from __future__ import annotations

import types
import weakref

import torch
from torch import nn

from autograder.judge import modules
from autograder.judge.codec import CodecError
from autograder.judge.proxies import Handle, Method, RemoteClass, RemoteFunction, RemoteIterator, called, class_of, named_class
from autograder.judge.randomness import GuardedStates, States

FUNCTIONS = (types.FunctionType, types.MethodType, types.BuiltinFunctionType, type(torch.relu), type(torch.ops.aten.add), type(len))
EXPORTS = 200_000


class AsHandle:
    """A result that crosses as a handle even if it could cross as data: what a class made."""

    def __init__(self, obj):
        self.obj = obj


def _over(*args, **kwargs):
    raise RuntimeError("this function belonged to a test that is over")


class Objects:
    """The two tables of one end."""

    def __init__(self, peer):
        self.peer = peer
        self.own: dict[int, object] = {}
        self.numbers: dict[int, int] = {}  # id(object) -> number; `own` keeps the object alive
        self.theirs: dict[int, weakref.ref] = {}
        self.parameters: dict[int, weakref.ref] = {}  # theirs, as they stand in modules here
        self.classes: dict[str, type] = {}
        self.made: set[int] = set()
        self.asked: set[int] = set()  # numbers there of what this side had made
        self.sent = weakref.WeakValueDictionary()  # {id: tensor} of modules of the other side, sent there while a call is served

    # ---- this side's objects

    def export(self, obj) -> int:
        n = self.numbers.get(id(obj))
        if n is None:
            if len(self.own) >= EXPORTS:
                raise CodecError("too many objects across the border")
            n = len(self.own) + 1
            self.own[n], self.numbers[id(obj)] = obj, n
        return n

    def withdraw(self, obj) -> None:
        """Answer calls of a function that was handed out no longer."""
        n = self.numbers.pop(id(obj), None)
        if n is not None:
            self.own[n] = _over

    def find(self, n):
        if type(n) is not int or n not in self.own:
            raise CodecError("no such object")
        return self.own[n]

    def refer(self, v, enc, depth):
        """The node for an object that is no data (Encoder calls this)."""
        if isinstance(v, Method):
            v = RemoteFunction(self.peer, self.peer.ask("bound", v._owner, v.__name__), v.__name__)
        if isinstance(v, type) and isinstance(v, RemoteClass) and v.__dict__.get("_number") is not None:
            return ["R", v._number]
        if isinstance(v, modules.RemoteModule) and "_peer" in v.__dict__:
            self._noted(v, enc)
            state = modules.state(v)
            self.sent.update((id(tensor), tensor) for tensor in state[1])
            return ["N", v._number, enc.value(state, depth)]
        if type(v) is AsHandle:
            return self.other(v.obj)
        if issubclass(type(v), (RemoteFunction, RemoteIterator, Handle)) or "_number" in getattr(v, "__dict__", ()) and self.is_figure(v):
            enc.note(v)
            return ["R", v._number]
        if isinstance(v, nn.Module):
            return self._module(v, enc, depth)
        if isinstance(v, type):
            return self._class(v)
        if self.is_figure(v):
            return self.figure(v, enc)
        if isinstance(v, FUNCTIONS) or callable(v) and type(v).__module__ in ("functools", "torch.jit"):
            return ["F", self.export(v), str(getattr(v, "__name__", "function"))[:80]]
        if hasattr(v, "__next__") and hasattr(v, "__iter__"):
            return ["I", self.export(v)]
        return self.other(v)

    def _class(self, v):
        return ["K", self.export(v), v.__name__[:80], issubclass(v, nn.Module)]

    def _module(self, v, enc, depth):
        self._noted(v, enc)
        return ["M", enc.value(modules.describe(v, self.export, lambda child: child), depth)]

    @staticmethod
    def _noted(v, enc):
        """Note a module, and its modes unless they are part of a larger one's."""
        enc.note(v)
        if not any(v is inner for m in enc.modules for inner in m.modules()):
            enc.modules.append(v)

    def is_figure(self, v) -> bool:
        return False

    def figure(self, v, enc):
        raise CodecError("no figure")

    def other(self, v):
        artist = next(([c.__module__, c.__name__] for c in type(v).__mro__ if named_class(c.__module__, c.__name__, "matplotlib") is c), None)
        n = self.export(v)
        return ["H", n, type(v).__name__[:80], n in self.made, artist, callable(v)]

    # ---- the other side's objects

    def resolve(self, node, dec, depth):
        """The object for a reference (Decoder calls this)."""
        tag, rest = node[0], node[1:]
        if tag == "R" and len(rest) == 1:
            obj = self.find(rest[0])
            if isinstance(obj, type):
                return obj
            dec.at_home.add(len(dec.table))
            return dec.note(obj)
        if tag == "N" and len(rest) == 2:
            return self._own_module(rest, dec, depth)
        if tag == "M" and len(rest) == 1:
            return self._their_module(rest[0], dec, depth)
        if tag in ("F", "K", "I", "H") and rest and type(rest[0]) is int:
            known = self.theirs.get(rest[0])
            known = known() if known else None
            if known is None:
                known = self._proxy(tag, rest)
                self.theirs[rest[0]] = weakref.ref(known)
            return known
        raise CodecError(f"an unknown tag {tag[:9]!r}")

    def _proxy(self, tag, rest):
        number, name = rest[0], rest[1] if len(rest) > 1 else ""
        name = name[:80] if type(name) is str else ""
        if tag == "F" and len(rest) == 2:
            return RemoteFunction(self.peer, number, name)
        if tag == "I" and len(rest) == 1:
            return RemoteIterator(self.peer, number)
        if tag == "K" and len(rest) == 3:
            base = modules.RemoteModule if rest[2] is True else Handle
            made = class_of(self.peer, number, name if name.isidentifier() else "Class", (base,))
            self.classes[name] = made
            return made
        if tag == "H" and len(rest) == 5:
            made_here = rest[2] is True and self.had_made(number)
            artist = named_class(*rest[3], "matplotlib") if type(rest[3]) is list and len(rest[3]) == 2 else None
            kind = self.classes.get(name, Handle) if made_here else Handle
            kind = kind if issubclass(kind, Handle) else Handle
            made = object.__new__(called(kind) if rest[4] is True else kind)
            Handle.__init__(made, self.peer, number, name, made_here, artist)
            return made
        raise CodecError("a broken reference")

    def class_for(self, name):
        kind = self.classes.get(name)
        return kind if kind is not None and issubclass(kind, modules.RemoteModule) else None

    def _own_module(self, rest, dec, depth):
        module = self.find(rest[0])
        if not isinstance(module, nn.Module):
            raise CodecError("no module")
        dec.note(module)
        if not any(module is inner for m in dec.modules if m is not None for inner in m.modules()):
            dec.modules.append(module)
        parts = dec.value(rest[1], depth)
        if type(parts) is not tuple or len(parts) != 3:
            raise CodecError("a broken state")
        modules.load(module, *parts, dec, self.may_load())
        return module

    def _their_module(self, node, dec, depth):
        place = len(dec.table)
        dec.note(None)
        mark = len(dec.modules)
        dec.modules.append(None)
        tree = dec.value(node, depth)
        number = tree[0] if type(tree) is list and tree else None
        known = self.theirs.get(number) if type(number) is int else None
        module = (known() if known else None)
        if not isinstance(module, nn.Module):
            module = modules.build(self.peer, tree, self.theirs)
        elif self.renews():
            _renew(module, tree)
        self._place(module, tree, dec)
        dec.table[place], dec.modules[mark] = module, module
        inner = {id(m) for m in module.modules()}
        dec.modules[:] = [m for n, m in enumerate(dec.modules) if n <= mark or m is not None and id(m) not in inner]
        return module

    def had_made(self, number: int) -> bool:
        """Whether this side asked for the construction of the other side's object: it says so itself."""
        return True

    def may_load(self) -> bool:
        """Whether what the other side says of a module of this side changes that module."""
        return True

    def renews(self) -> bool:
        """Whether an arriving description overrides a module that is known here."""
        return True

    states = States  # what becomes of the states of random generators
    follows = False  # whether the other side is told what becomes of its results here

    def _place(self, module, tree, dec):
        """The module's own tensors take the place of the arrived ones, so that changes and gradients find them."""
        places = {id(t): n for n, t in enumerate(dec.table) if isinstance(t, torch.Tensor)}
        for pairs, own in ((tree[5], module._parameters), (tree[6], module._buffers)):
            for pair in pairs:
                new, mine = pair[1], own.get(pair[0])
                if mine is not None and mine is not new and id(new) in places:
                    dec.table[places[id(new)]] = mine
                    dec.leaves = [mine if leaf is new else leaf for leaf in dec.leaves]


def _renew(module, tree) -> None:
    """Give a known module the values of a description."""
    with torch.no_grad():
        for pairs, own in ((tree[5], module._parameters), (tree[6], module._buffers)):
            for pair in pairs:
                mine, new = own.get(pair[0]), pair[1]
                if mine is not None and isinstance(new, torch.Tensor) and mine.shape == new.shape and mine.dtype == new.dtype:
                    mine.copy_(new.detach())
                    if isinstance(mine, nn.Parameter):
                        mine.grad = new.grad
    module.training = tree[3] is True


class GuardedObjects(Objects):
    """The judge's end."""

    states = GuardedStates
    follows = True
    binding = False  # names of the student's side are being bound: what its cells did to a module counts

    def had_made(self, number: int) -> bool:
        return number in self.asked

    def may_load(self) -> bool:
        return not {"forward", "vjp"} & set(self.peer.asking)  # those compute with modules, and change none

    def renews(self) -> bool:
        return self.binding or self.peer.asking[-1:] in (["call"], ["method"])  # what these return is as it is now; a forward changes no weight

    def _class(self, v):
        if v.__module__ != "__main__":
            raise CodecError(f"the class {v.__name__} cannot be handed to a student's code")
        return ["F", self.export(v), v.__name__[:80]]

    def is_figure(self, v) -> bool:
        return any(c.__module__.startswith("matplotlib.") for c in type(v).__mro__)

    def figure(self, v, enc):
        from autograder.judge.figures import twin

        twin(self.peer, v)
        enc.note(v)
        return ["R", v._number]

    def other(self, v):
        if type(v).__module__ != "__main__":
            raise CodecError(f"a {type(v).__name__} cannot be handed to a student's code")
        return ["H", self.export(v), type(v).__name__[:80], True, None, callable(v)]
