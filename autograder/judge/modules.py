"""nn.Module across the border: a real module here, whose parameters and buffers are this side's own.

A forward sends (parameters, buffers, modes, inputs) and the other side computes with them in the place of
its own, keeping the graph; backward asks for the vector-Jacobian product.
So state_dict, load_state_dict, optimisers, deepcopy and composition work as with any module.
Plain layers and containers of torch.nn become the real type, and run here.
"""

from __future__ import annotations

import weakref

import torch
from torch import nn

from autograder.judge.codec import CodecError
from autograder.judge.proxies import attribute, named_class

PLAIN = (nn.Linear, nn.Embedding, nn.LayerNorm, nn.RMSNorm, nn.Dropout, nn.Identity, nn.ReLU, nn.GELU, nn.Tanh, nn.Sigmoid, nn.SiLU,
         nn.Softmax, nn.LogSoftmax, nn.ELU, nn.LeakyReLU, nn.Softplus, nn.Flatten, nn.Unflatten, nn.Bilinear, nn.GroupNorm,
         nn.Conv1d, nn.Conv2d, nn.BatchNorm1d, nn.BatchNorm2d, nn.MaxPool1d, nn.MaxPool2d, nn.AvgPool1d, nn.AvgPool2d,
         nn.MSELoss, nn.L1Loss, nn.CrossEntropyLoss, nn.NLLLoss, nn.BCELoss, nn.BCEWithLogitsLoss)
CONTAINERS = (nn.Sequential, nn.ModuleList, nn.ModuleDict, nn.ParameterList, nn.ParameterDict)
DATA = (bool, int, float, str, tuple, list, type(None), torch.dtype)


class RemoteModule(nn.Module):
    """A module of the other side.  Its parameters, buffers, submodules and modes are here; its code is there."""

    def forward(self, *args, **kwargs):
        """Send state and inputs, get the outputs with their graph."""
        return self._peer.ask("forward", self._number, *state(self), args, kwargs)

    def __getattr__(self, name):
        try:
            return super().__getattr__(name)
        except AttributeError:
            if name.startswith("_") or "_peer" not in self.__dict__:
                raise
        value = attribute(self, name)
        if isinstance(value, nn.Module) and not any(value is part for part in self.modules()):
            raise AttributeError(f"'{type(self).__name__}' has no part {name}: is it registered in __init__ (self.{name} = ...)?")
        return value

    def __setattr__(self, name, value):
        if name.startswith("_") or name == "training" or isinstance(value, (torch.Tensor, nn.Module)) or name in self._parameters or name in self._buffers \
                or name in self._modules or "_peer" not in self.__dict__:
            super().__setattr__(name, value)
        else:
            self._peer.ask("set", self, name, value)

    def __deepcopy__(self, memo):
        return self._peer.ask("copy", self)

    def __reduce_ex__(self, protocol):
        raise TypeError("a module of a student cannot be pickled")


def parts_of(module, once: bool = True) -> list[tuple[str, nn.Module]]:
    """What `named_modules` gives, without asking it: a student's class can define it anew.  once: each part under its first name alone."""
    found, seen = [], set()

    def walk(part, prefix):
        if once and id(part) in seen:
            return
        seen.add(id(part))
        found.append((prefix, part))
        for name, child in dict.items(part.__dict__["_modules"]):
            if child is not None:
                walk(child, f"{prefix}.{name}" if prefix else name)

    walk(module, "")
    return found


def state(module) -> tuple:
    """(names of tensors, tensors, modes, grads are inside the tensors) of a module, the same order on both sides."""
    found, buffers, modes = {}, {}, {}
    for prefix, part in parts_of(module, once=False):  # one walk: a training takes it in each step
        prefix += "." if prefix else ""
        found.update((prefix + name, t) for name, t in dict.items(part._parameters) if t is not None)
        buffers.update((prefix + name, t) for name, t in dict.items(part._buffers) if t is not None)
        modes[id(part)] = part.training
    found.update(buffers)
    return list(found), list(found.values()), list(modes.values())


def load(module, names, tensors, modes, dec, change: bool = True) -> None:
    """Make arrived tensors the content of a module of this side, if that may `change`; the module's own tensors take their place in `dec`."""
    own = dict(module.named_parameters(remove_duplicate=False))
    own.update(module.named_buffers(remove_duplicate=False))
    if type(names) is not list or type(tensors) is not list or len(names) != len(tensors):
        raise CodecError("a broken state")
    places = {id(t): n for n, t in enumerate(dec.table)}
    for name, new in zip(names, tensors):
        old = own.get(name)
        if old is None or new is old or not isinstance(new, torch.Tensor):
            continue
        if change:
            _take(old, new)
        if id(new) in places:
            dec.table[places[id(new)]] = old
            dec.leaves = [old if leaf is new else leaf for leaf in dec.leaves]
    if change:
        set_modes(module, modes)


@torch.no_grad()
def _take(old, new) -> None:
    """Make a tensor what an arrived one is."""
    if new.shape == old.shape and new.dtype == old.dtype:
        old.copy_(new.detach())
    else:
        old.data = new.detach()
    if isinstance(old, nn.Parameter):
        if old.requires_grad != new.requires_grad:
            old.requires_grad_(new.requires_grad)
        old.grad = new.grad


def set_modes(module, modes) -> None:
    modules = [part for _, part in parts_of(module)]
    if type(modes) is list and len(modes) == len(modules):
        for m, flag in zip(modules, modes):
            m.training = flag is True


def tensors_of(found) -> list[dict]:
    """{name: tensor} of each module, for `replaced`."""
    return [dict(zip(*state(module)[:2])) for module in found]


def replaced(found, before: list[dict]) -> dict:
    """{id of a tensor: what stands under its name now}, of modules that had the tensors `before`: `layer.weight = nn.Parameter(…)` changes no tensor."""
    return {id(old[name]): new for old, now in zip(before, tensors_of(found)) for name, new in now.items() if old.get(name, new) is not new}


def run(module, names, tensors, modes, args, kwargs, exchanged: dict):
    """The forward of a module of this side with somebody else's state: what `torch.func.functional_call` does, in one walk of
    the parts (its own walks took 0.1 ms of each forward).  exchanged: gets {id of a tensor: what the forward put in its place}."""
    if type(names) is not list or type(tensors) is not list or len(names) != len(tensors) or type(args) is not tuple or type(kwargs) is not dict:
        raise CodecError("a broken state")
    parts = dict(parts_of(module, once=False))
    own = [(part.__dict__, "training", part.training) for part in parts.values()]  # (table, name there, what stands there now)
    given = []
    for name, tensor in zip(names, tensors):
        if type(name) is not str or not isinstance(tensor, torch.Tensor):
            raise CodecError("a broken state")
        path, _, last = name.rpartition(".")
        part = parts.get(path)
        for table in () if part is None else (part._parameters, part._buffers):
            if table.get(last) is not None:
                own.append((table, last, table[last]))
                given.append((table, last, tensor))
    try:
        set_modes(module, modes)
        for table, last, tensor in given:
            table[last] = tensor
        return module(*args, **kwargs)
    finally:
        exchanged.update((id(tensor), table[last]) for table, last, tensor in given if isinstance(table.get(last, tensor), torch.Tensor) and table.get(last, tensor) is not tensor)
        for table, last, old in own:  # also the modes: those of this moment are the caller's; the owner's own come with its own calls
            table[last] = old


def describe(module, number_of, export_child) -> list:
    """A tree of plain data for `build`: [number, [module, class] of torch.nn or None, name, mode, attributes, tensors, buffers, children,
    whether it is a plain layer, numbers of the tensors]."""
    t = type(module)
    exact = t in PLAIN or t in CONTAINERS
    if exact and (module._forward_hooks or module._forward_pre_hooks or "forward" in module.__dict__):
        exact = False
    base = next((c for c in t.__mro__ if c.__module__.startswith("torch.nn.") and c is not nn.Module), None)
    data = {k: v for k, v in module.__dict__.items() if not k.startswith("_") and k != "training" and type(v) in DATA} if exact else {}
    return [number_of(module), None if base is None else [base.__module__, base.__name__], t.__name__, module.training, data,
            list(dict.items(module._parameters)),
            [(k, v, k in module._non_persistent_buffers_set) for k, v in dict.items(module._buffers)],
            [(k, None if c is None else export_child(c)) for k, c in dict.items(module._modules)], exact,
            [None if p is None else number_of(p) for p in dict.values(module._parameters)]]


def build(peer, node, known: dict) -> nn.Module:
    """A module here for a described one there.  known: {number: weak reference to the module here}."""
    if type(node) is not list or len(node) != 10:
        raise CodecError("a broken module")
    number, base, name, mode, data, tensors, buffers, children, exact, numbers = node
    if not (type(number) is int and type(name) is str and type(data) is dict and all(type(x) is list for x in (tensors, buffers, children, numbers))) \
            or len(numbers) != len(tensors):
        raise CodecError("a broken module")
    found = named_class(*base, "torch.nn") if type(base) is list and len(base) == 2 else None
    if found is not None and not issubclass(found, nn.Module):
        found = None
    if exact is True and found in PLAIN + CONTAINERS:
        module = found.__new__(found)
        nn.Module.__init__(module)
        for key, value in data.items():
            if type(key) is str and key.isidentifier() and not key.startswith("_") and not hasattr(nn.Module, key) and type(value) in DATA and not callable(getattr(found, key, None)):
                module.__dict__[key] = value
    else:
        bases = (RemoteModule,) if found is None or found in CONTAINERS else (RemoteModule, found)
        known_class = peer.objects.class_for(node[2]) if found is None else None
        module = object.__new__(known_class or type(name[:80] if name.isidentifier() else "Module", bases, {"__module__": "__main__"}))
        nn.Module.__init__(module)
        module.__dict__.update(_peer=peer, _number=number)
    for pair, n in zip(tensors, numbers):
        key, value = _pair(pair, 2)
        _named(module, key)
        module._parameters[key] = None if value is None else _shared(peer, n, value)
    for triple in buffers:
        key, value, fleeting = _pair(triple, 3)
        _named(module, key)
        if value is not None and not isinstance(value, torch.Tensor):
            raise CodecError("a broken buffer")
        module._buffers[key] = value
        if fleeting is True:
            module._non_persistent_buffers_set.add(key)
    for pair in children:
        key, child = _pair(pair, 2)
        _named(module, key)
        if child is not None and not isinstance(child, nn.Module):
            raise CodecError("a broken submodule")
        module._modules[key] = child
    if isinstance(module, nn.ParameterList):
        module._size = len(tensors)
    elif isinstance(module, nn.ParameterDict):
        module._keys = dict.fromkeys(module._parameters)
    module.training = mode is True
    known[number] = weakref.ref(module)
    return module


def _pair(node, size):
    if type(node) is not tuple or len(node) != size or type(node[0]) is not str:
        raise CodecError("a broken name")
    return node


def _named(module, key) -> None:
    if not key or "." in key or key.startswith("__") or len(key) > 200 or hasattr(nn.Module, key):
        raise CodecError("a broken name")


def _shared(peer, number, arrived) -> nn.Parameter:
    """The parameter that stands here for the other side's `number`: layers that share one there share one here."""
    known = peer.objects.parameters.get(number) if type(number) is int else None
    known = known() if known else None
    if known is not None and isinstance(arrived, torch.Tensor) and known.shape == arrived.shape and known.dtype == arrived.dtype:
        if peer.objects.renews():
            with torch.no_grad():
                known.copy_(arrived)
        return known
    made = arrived if isinstance(arrived, nn.Parameter) else _parameter(arrived)
    if type(number) is int:
        peer.objects.parameters[number] = weakref.ref(made)
    return made


def _parameter(tensor) -> nn.Parameter:
    """The parameter for an arrived tensor; one tensor under two names becomes one parameter."""
    if not isinstance(tensor, torch.Tensor):
        raise CodecError("a broken parameter")
    if not (tensor.dtype.is_floating_point or tensor.dtype.is_complex):
        return nn.Parameter(tensor, requires_grad=False)
    kept = tensor.__dict__.get("_as_parameter")
    if kept is None:
        kept = nn.Parameter(tensor.detach(), requires_grad=tensor.requires_grad)
        kept.grad = tensor.grad
        tensor._as_parameter = kept
    return kept
