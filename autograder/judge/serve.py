"""The operations of each end: what the other side may ask for.

STUDENT serves everything on the student's own objects.  JUDGE serves what a test handed out:
calls of functions, forwards and gradients of modules, values of iterators, and plain
attributes and methods of objects of the notebook's own classes.
"""

from __future__ import annotations

import copy
import types

import torch
from torch import nn

from autograder.judge import modules
from autograder.judge.codec import CodecError
from autograder.judge.exchange import exchange, restore
from autograder.judge.objects import FUNCTIONS, AsHandle

PLAIN = {"len": len, "float": float, "int": int, "str": str}


def _call(peer, dec, function, args, kwargs):
    return function(*args, **kwargs)


def _new(peer, dec, kind, args, kwargs):
    made = kind(*args, **kwargs)
    if isinstance(made, nn.Module):
        return made
    peer.objects.made.add(peer.objects.export(made))
    return AsHandle(made)


def _forward(peer, dec, number, names, tensors, modes, args, kwargs):
    module = peer.objects.find(number)
    if not isinstance(module, nn.Module):
        raise CodecError("no module")
    return modules.run(module, names, tensors, modes, args, kwargs, dec.replaced)


def _vjp(peer, dec, number, grads, inputs, retain):
    if type(number) is not int or number not in peer.kept:
        raise RuntimeError("this graph is gone")
    leaves, outputs = peer.kept[number]
    if type(grads) is not list or len(grads) != len(outputs):
        raise CodecError("gradients of other outputs")
    if inputs:  # the gradient is differentiated again: the kept leaves stand for the inputs
        places = {id(t): n for n, t in enumerate(dec.table)}
        for new, old in zip(inputs, leaves):
            dec.table[places[id(new)]] = old
            dec.leaves = [old if leaf is new else leaf for leaf in dec.leaves]
    pairs = [(out, grad) for out, grad in zip(outputs, grads) if grad is not None]
    outs, grads = [o for o, _ in pairs], [g for _, g in pairs]
    retain = retain is not False or len(peer.kept) > 1  # graphs of two calls may share a part here, and one backward there asks for both
    with torch.enable_grad():
        if not leaves:  # a graph of the owner's own leaves
            torch.autograd.backward(outs, grads, retain_graph=retain)
            return (None,)
        return torch.autograd.grad(outs, leaves, grads, retain_graph=retain, create_graph=bool(inputs), allow_unused=True)


def _get(peer, dec, obj, name):
    value = getattr(obj, name)
    if callable(value) and not isinstance(value, (type, nn.Module)) and getattr(value, "__self__", None) is obj:
        return True, None
    return False, value


def _set(peer, dec, obj, name, value):
    setattr(obj, name, value)


def _method(peer, dec, obj, name, args, kwargs):
    return getattr(obj, name)(*args, **kwargs)


def _bound(peer, dec, obj, name):
    return peer.objects.export(getattr(obj, name))


def _item(peer, dec, obj, key):
    return obj[key]


def _setitem(peer, dec, obj, key, value):
    obj[key] = value


def _iter(peer, dec, obj):
    found = iter(obj)
    return found if found is not obj else (value for value in found)  # what is its own iterator is known there as something else


def _next(peer, dec, iterator):
    try:
        return False, next(iterator)
    except StopIteration:
        return True, None


def _plain(peer, dec, obj, kind):
    return PLAIN[kind](obj)


def _copy(peer, dec, obj):
    return copy.deepcopy(obj)


def _name(peer, dec, name):
    return peer.namespace[name]


def _changed(peer, dec, number, place, new):
    if type(number) is int and type(place) is int and place >= 0:
        peer.results.put(number, place, new)


def _twin(peer, dec, size, boxes):
    import matplotlib.pyplot as plt

    figure = plt.figure(figsize=tuple(size))
    axes = [figure.add_axes(tuple(box)) for box in boxes]
    return [peer.objects.export(figure), *(peer.objects.export(ax) for ax in axes)]


STUDENT = {"call": _call, "new": _new, "forward": _forward, "vjp": _vjp, "get": _get, "set": _set, "method": _method, "bound": _bound,
           "item": _item, "setitem": _setitem, "iter": _iter, "next": _next, "plain": _plain, "copy": _copy, "name": _name, "twin": _twin, "changed": _changed, "exchange": exchange, "restore": restore}

READS = ("get", "method", "bound", "item", "iter", "plain")


def with_pictures(drawings) -> dict:
    """STUDENT, where a picture is settled before a test reads it; `drawings`: that module, or None in a kernel that started without it."""
    def reading(operation):
        def read(peer, dec, obj, *rest):
            drawings.settle(obj)
            return operation(peer, dec, obj, *rest)
        return read

    def running(operation):
        def run(*args):
            drawings.stale()
            return operation(*args)
        return run

    if drawings is None:
        return dict(STUDENT)
    return {name: operation if name in ("next", "vjp", "changed", "copy") else (reading if name in READS else running)(operation) for name, operation in STUDENT.items()}


# ---- the judge's end


def _handed_out(function) -> bool:
    return isinstance(function, FUNCTIONS) or isinstance(function, type) and function.__module__ == "__main__"


def _judge_call(peer, dec, function, args, kwargs):
    if not _handed_out(function) or type(args) is not tuple or type(kwargs) is not dict:
        raise TypeError("this is no function that was handed out")
    return function(*args, **kwargs)


def _judge_next(peer, dec, iterator):
    if not hasattr(iterator, "__next__"):
        raise TypeError("this is no iterator")
    return _next(peer, dec, iterator)


def _own(obj, name):
    """(is it a method, value) of a name that the notebook's own code gave to the object."""
    if type(name) is not str or name.startswith("_") or not (isinstance(obj, nn.Module) or type(obj).__module__ == "__main__"):
        raise AttributeError(str(name)[:80])
    for kind in type(obj).__mro__:
        if name in vars(kind):
            if kind.__module__ == "__main__" and isinstance(vars(kind)[name], types.FunctionType):
                return True, None
            if kind.__module__ != "__main__" or not isinstance(vars(kind)[name], modules.DATA):
                raise AttributeError(name)
            break
    value = vars(obj).get(name, vars(type(obj)).get(name))
    if name not in vars(obj) and name not in vars(type(obj)):
        raise AttributeError(name)
    if not isinstance(value, (*modules.DATA, dict, set, torch.Tensor)):
        raise AttributeError(name)
    return False, value


def _judge_get(peer, dec, obj, name):
    return _own(obj, name)


def _judge_method(peer, dec, obj, name, args, kwargs):
    if not _own(obj, name)[0] or type(args) is not tuple or type(kwargs) is not dict:
        raise TypeError("this is no method that was handed out")
    return getattr(obj, name)(*args, **kwargs)


JUDGE = {"call": _judge_call, "forward": _forward, "vjp": _vjp, "next": _judge_next, "get": _judge_get, "method": _judge_method}
