"""What a call changed in its arguments, in place: found where the call ran, made good where it came from.

Contents are compared, not versions: `w.data[0] = 1` raises no version counter.
"""

from __future__ import annotations

from collections import deque

import numpy as np
import torch

from autograder.judge.codec import CodecError, octets
from autograder.judge.modules import parts_of

HOOKS = ("_forward_hooks", "_forward_pre_hooks", "_backward_hooks", "_backward_pre_hooks")
GRAD = torch._C.TensorBase.grad.__get__  # whatever stands in `torch.Tensor` now
SMALL = 1024  # numbers; below, contents are compared in a forward, too


def before(dec, light: bool = False) -> list:
    """What the arguments hold now, but for objects of this side, which change where they are; light: tensors by version alone (parameters of a forward)."""
    return [None if place in dec.at_home else _held(obj, light) for place, obj in enumerate(dec.table)]


def _held(obj, light):
    if isinstance(obj, torch.Tensor):
        if obj.is_inference():
            return None
        grad = GRAD(obj) if obj.is_leaf else None
        return (obj._version if light and obj.numel() > SMALL else _bytes(obj)), obj.data_ptr(), grad, None if grad is None else _bytes(grad), obj.requires_grad, obj.shape
    if isinstance(obj, np.ndarray):
        return obj.tobytes()
    if isinstance(obj, (list, deque)):
        return list(obj)
    if isinstance(obj, dict):
        return list(obj.items())
    if isinstance(obj, (set, bytearray)):
        return type(obj)(obj)
    if isinstance(obj, torch.Generator):
        return obj.get_state().numpy().tobytes()
    return None


def _bytes(t):
    return octets(t).tobytes() if t.numel() else b""


def after(dec, enc, held, sent, replaced) -> dict:
    """{"c": changed objects, "t": the modes of modules, and their hooks} for the answer.

    sent: {id: tensor} whose content the other side got meanwhile, in a call back: they count as changed.
    replaced: {id of a module's tensor: the tensor that stands in its place now} (modules.replaced).
    """
    changed = []
    for n, (obj, old) in enumerate(zip(dec.table, held)):
        now = replaced.get(id(obj), obj)
        if (id(obj) in sent or now is not obj) and old is not None:
            old = (None, *old[1:])
        node = _changed(now, old, enc)
        if node is not None:
            changed.append([n, *node])
    flags = [[n, [part.training for _, part in parts_of(module)], hooks(module)] for n, module in enumerate(dec.modules)]  # always: a call back may have sent others
    found = {}
    if changed:
        found["c"] = changed
    if flags:
        found["t"] = flags
    return found


def hooks(module) -> list[int]:
    """How many hooks each part of a module has; an empty list where none has any."""
    found = [sum(hook is not _nothing for kind in HOOKS for hook in dict.values(getattr(part, kind))) for _, part in parts_of(module)]
    return found if any(found) else []


def hang(parts, counts: list) -> None:
    """Let hooks that the other side has on a module be seen here, where they do nothing."""
    for part, count in zip(parts, counts or [0] * len(parts)):
        known = [key for key in part._forward_hooks if key < 0]
        if type(count) is int and count != len(known):
            for key in known:
                del part._forward_hooks[key]
            part._forward_hooks.update((-n, _nothing) for n in range(1, min(count, 100) + 1))


def _nothing(module, inputs, output) -> None:
    """A hook of the other side, as it stands here."""


def _changed(obj, old, enc):
    if old is None or isinstance(obj, torch.Tensor) and obj.is_inference():
        return None
    if isinstance(obj, torch.Tensor):
        content, pointer, grad, grad_bytes, rg, shape = old
        now = GRAD(obj) if obj.is_leaf else None
        same_grad = (now is None) == (grad is None) and (now is None or _bytes(now) == grad_bytes)
        same = content == (obj._version if type(content) is int else _bytes(obj)) and (type(content) is not int or pointer == obj.data_ptr()) and shape == obj.shape
        if same and same_grad and rg == obj.requires_grad:
            return None
        asks = None if rg == obj.requires_grad or not obj.is_leaf else obj.requires_grad  # whether it requires grad, if that is another answer than before
        return ["T", None if same else enc.tensor_data(obj), same_grad, None if same_grad or now is None else enc.tensor_data(now), asks]
    if isinstance(obj, np.ndarray):
        return None if obj.tobytes() == old else ["n", enc.buffer(np.ascontiguousarray(obj).reshape(-1).view(np.uint8) if obj.size else b"")]
    if isinstance(obj, (list, deque)):
        if len(obj) == len(old) and all(a is b for a, b in zip(obj, old)):
            return None
        return ["l", *(enc.value(x) for x in obj)]
    if isinstance(obj, dict):
        if len(obj) == len(old) and all(a is c and b is d for (a, b), (c, d) in zip(obj.items(), old)):
            return None
        return ["d", *(enc.value(x) for pair in obj.items() for x in pair)]
    if isinstance(obj, set):
        return None if obj == old else ["s", *(enc.value(x) for x in obj)]
    if isinstance(obj, bytearray):
        return None if obj == old else ["B", enc.buffer(bytes(obj))]
    if isinstance(obj, torch.Generator):
        state = obj.get_state().numpy()
        return None if state.tobytes() == old else ["g", enc.buffer(state)]
    return None


def apply(enc, dec, nodes: list, flags: list, put_in, weights: tuple | None = None) -> None:
    """Make the changes in the objects that were sent (enc.table).

    put_in: what makes an arrived state that of a generator
    weights: of a forward, the names and the tensors that it computes with.  Parameters do not change then: one that sets
    them to 0 would make zeros right wherever a test looks at the weights afterwards.  Buffers are another matter, but for
    those that bear a weight's name.
    """
    sent = len(enc.table)
    kept = {id(tensor) for name, tensor in zip(*weights) if name.endswith(("weight", "bias"))} if weights else ()
    for node in nodes:
        if not (type(node) is list and len(node) >= 2 and type(node[0]) is int and 0 <= node[0] < sent):
            raise CodecError("a change of nothing")
        obj, tag, rest = enc.table[node[0]], node[1], node[2:]
        kind = next((t for t, kinds in _KINDS.items() if isinstance(obj, kinds)), None)
        if kind is None or tag != kind:
            raise CodecError("a change of another kind")
        if weights and (isinstance(obj, torch.nn.Parameter) or id(obj) in kept):
            continue
        if tag == "g":
            put_in(obj, dec.raw(rest[0] if rest else None))
        else:
            _MAKE[tag](obj, rest, dec)
    for node in flags:
        if not (type(node) is list and len(node) == 3 and type(node[0]) is int and 0 <= node[0] < len(enc.modules) and type(node[1]) is type(node[2]) is list):
            raise CodecError("a change of no module")
        modules = [part for _, part in parts_of(enc.modules[node[0]])]
        if len(modules) == len(node[1]):
            for module, flag in zip(modules, node[1]):
                module.training = flag is True
            hang(modules, node[2])


def _tensor(obj, rest, dec):
    if len(rest) != 4:
        raise CodecError("a broken change")
    data, same_grad, grad, asks = rest
    with torch.no_grad():
        if data is not None:
            new = dec.tensor_data(data)
            if new.shape == obj.shape and new.dtype == obj.dtype:
                obj.copy_(new)
            elif obj.is_leaf:
                obj.data = new
            else:
                raise CodecError("a change to another shape")
        if obj.is_leaf and same_grad is not True:
            new = None if grad is None else dec.tensor_data(grad)
            if new is not None and (new.shape != obj.shape or new.dtype != obj.dtype):
                raise CodecError("a gradient of another shape")
            obj.grad = new
    if asks is not None and (obj.dtype.is_floating_point or obj.dtype.is_complex) and obj.requires_grad != (asks is True):
        if obj.is_leaf:
            obj.requires_grad_(asks is True)
        elif not obj._is_view():  # a view cannot leave its graph
            obj.detach_()


def _array(obj, rest, dec):
    if len(rest) != 1 or dec.raw(rest[0]).nbytes != obj.nbytes:
        raise CodecError("a broken change")
    obj[...] = dec._numbers(obj.dtype, dec.raw(rest[0])).reshape(obj.shape)


def _sequence(obj, rest, dec):
    items = [dec.value(x) for x in rest]
    obj.clear()
    obj.extend(items)


def _mapping(obj, rest, dec):
    if len(rest) % 2:
        raise CodecError("a key without a value")
    items = [dec.value(x) for x in rest]
    obj.clear()
    dict.update(obj, zip(map(dec._hashable, items[::2]), items[1::2]))  # a Counter's own `update` counts


def _set(obj, rest, dec):
    items = [dec._hashable(dec.value(x)) for x in rest]
    obj.clear()
    obj.update(items)


def _bytearray(obj, rest, dec):
    obj[:] = bytes(dec.raw(rest[0] if rest else None))


_KINDS = {"T": torch.Tensor, "n": np.ndarray, "l": (list, deque), "d": dict, "s": set, "B": bytearray, "g": torch.Generator}
_MAKE = {"T": _tensor, "n": _array, "l": _sequence, "d": _mapping, "s": _set, "B": _bytearray}
