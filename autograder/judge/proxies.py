"""What stands here for an object of the other side: a function, a class, a handle, an iterator.

A handle gives values and takes calls; it never gives a verdict: `==` is identity and `<` is an
error, because the answer would be the other side's word.  A test that asks for one all the same is
noted (`peer.doubts`): with the reference solution that shows that it needs one kernel.  For the same reason an object that a
function returned in place of a tensor does not answer to a tensor's names.
Modules are in modules.py.
"""

from __future__ import annotations

import types

import numpy as np
import torch

from autograder.kernels import preloaded

DATA = (int, float, complex, str, bytes, list, tuple, dict, set, frozenset, torch.Tensor, np.ndarray)
TENSOR_NAMES = frozenset(n for n in {*dir(torch.Tensor), *dir(np.ndarray)} if not n.startswith("_"))


class Remote:
    """Base of all of them: `_peer` and the number under which the other side keeps the object."""

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self


class RemoteFunction(Remote):
    """A function of the other side."""

    def __init__(self, peer, number, name):
        self._peer, self._number = peer, number
        self.__name__ = self.__qualname__ = name
        self.__doc__ = None  # not known on this side: a test that wants one must lose, also with the reference (grade/reference.py)

    def __call__(self, *args, **kwargs):
        return self._peer.ask("call", self, args, kwargs)

    def __get__(self, instance, owner=None):  # as a class attribute it is a method, like any function
        return self if instance is None else lambda *a, **k: self(instance, *a, **k)

    def __repr__(self):
        return f"<function {self.__name__}>"


class Factory(RemoteFunction):
    """A function, or a class that is none of nn.Module, where the course has a layer: what it makes must be one."""

    def __call__(self, *args, **kwargs):
        return a_layer(super().__call__(*args, **kwargs), self.__name__)


def a_layer(made, name: str):
    """What was made in place of a layer, if it is an nn.Module, whose weights are then known on this side."""
    if not isinstance(made, torch.nn.Module):
        raise TypeError(f"{name}(...) is no nn.Module: does the class begin with `class {name}(nn.Module):`?")
    return made


class RemoteIterator(Remote):
    """An iterator of the other side; values cross one by one."""

    def __init__(self, peer, number):
        self._peer, self._number = peer, number

    def __iter__(self):
        return self

    def __next__(self):
        done, value = self._peer.ask("next", self)
        if done is not False:
            raise StopIteration
        return value


class Handle(Remote):
    """Any other object.  `_made` says whether this side constructed it (then all its names answer);
    `_looks_like` is the class of matplotlib that isinstance sees."""

    def __init__(self, peer, number, name, made=False, looks_like=None):
        for key, value in (("_peer", peer), ("_number", number), ("_name", name), ("_made", made), ("_looks_like", looks_like)):
            object.__setattr__(self, key, value)

    @property
    def __class__(self):
        return object.__getattribute__(self, "_looks_like") or type(self)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        if name in TENSOR_NAMES and not self._made and not hasattr(self._looks_like, name):
            raise AttributeError(f"'{self._name}' object has no attribute '{name}' that can be used here: it is not a tensor or an array")
        if isinstance(getattr(self._looks_like, name, None), types.FunctionType):
            return Method(self, name)  # a method of the library's class: no need to ask
        return attribute(self, name)

    def __setattr__(self, name, value):
        if name.startswith("_"):
            raise AttributeError(name)
        self._peer.ask("set", self, name, value)

    def __getitem__(self, key):
        return self._peer.ask("item", self, key)

    def __setitem__(self, key, value):
        self._peer.ask("setitem", self, key, value)

    def __iter__(self):
        return iter(self._peer.ask("iter", self))

    def __len__(self):
        return int(self._peer.ask("plain", self, "len"))

    def __bool__(self):
        self._doubt()
        return True

    def _doubt(self):
        if not self._looks_like:  # an Axes is one of matplotlib's, which are compared by identity there, too
            self._peer.doubts += 1

    def __float__(self):
        return float(self._peer.ask("plain", self, "float"))

    def __int__(self):
        return int(self._peer.ask("plain", self, "int"))

    def __str__(self):
        return str(self._peer.ask("plain", self, "str"))

    def __repr__(self):
        return f"<{self._name}>"

    def __eq__(self, other):
        if self is not other and other is not None:
            self._doubt()
        return self is other

    def __hash__(self):
        self._doubt()
        return object.__hash__(self)


class Method:
    """A method of a proxy, called by name, so that a module's parameters travel with the call."""

    def __init__(self, owner, name):
        self._owner, self.__name__ = owner, name

    def __call__(self, *args, **kwargs):
        return self._owner._peer.ask("method", self._owner, self.__name__, args, kwargs)


def attribute(proxy, name):
    """An attribute of the object behind a proxy: its value, or a method."""
    answer = proxy._peer.ask("get", proxy, name)
    if type(answer) is tuple and len(answer) == 2 and answer[0] is True:
        return Method(proxy, name)
    return answer[1] if type(answer) is tuple and len(answer) == 2 else None


class RemoteClass(type):
    """The type of classes of the other side: calling one makes the object there."""

    def __call__(cls, *args, **kwargs):
        if cls.__dict__.get("_number") is None:  # a subclass that this side wrote
            return super().__call__(*args, **kwargs)
        made = cls._peer.ask("new", cls, args, kwargs)
        return a_layer(made, cls.__name__) if issubclass(cls, torch.nn.Module) else made

    def __getattr__(cls, name):
        if name.startswith("_") or name in TENSOR_NAMES and not cls.__dict__.get("_bound"):  # a class that a function returned is no tensor
            raise AttributeError(name)
        return attribute(cls, name)


def called(kind):
    """The class of handles of `kind` that can be called: `callable` asks the class alone."""
    if "_called" not in kind.__dict__:
        kind._called = type(kind)(kind.__name__, (kind,), {"__call__": RemoteFunction.__call__, "__module__": kind.__module__, "_number": kind.__dict__.get("_number")})
    return kind.__dict__["_called"]


def class_of(peer, number, name, bases):
    """A class here for a class there; `bases` decide what isinstance says."""
    return RemoteClass(name, bases, {"_peer": peer, "_number": number, "__module__": "__main__", "_remote_class": True})


def named_class(module: str, name: str, root: str):
    """A class of a library by its name, only if this process has it loaded already; else None.

    The library's own: its modules also hold classes that they import, and some of its classes are lists, strings and numbers,
    which cross as such.

    >>> named_class("torch.nn", "Linear", "torch.nn"), named_class("torch.nn.modules.linear", "Tensor", "torch.nn")
    (<class 'torch.nn.modules.linear.Linear'>, None)
    """
    if not (type(module) is str and type(name) is str and (module == root or module.startswith(root + "."))):
        return None
    found = getattr(preloaded.module(module), name, None)
    own = isinstance(found, type) and found.__module__.startswith(f"{root}.") and not issubclass(found, DATA)
    return found if own else None
