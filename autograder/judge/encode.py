"""Values -> JSON nodes and buffers (codec.py says which)."""

from __future__ import annotations

import types
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from decimal import Decimal
from fractions import Fraction

import numpy as np
import torch

from autograder.judge.codec import (
    BODY,
    BUFFERS,
    COUNT,
    DEPTH,
    DIGITS,
    DTYPE_NAMES,
    HEAD,
    NO_KEYS,
    NUMBERS,
    PACKED,
    SCALARS,
    SMALL,
    TYPE_NAMES,
    VIEWS,
    CodecError,
    apart,
    limit,
    octets,
    state_bytes,
)


class Encoder:
    """Turns values into JSON nodes and buffers.

    refer: object -> node, for what is no data; known: objects of this exchange, which the other side has in the same order
    outputs: None, or a list that collects tensors whose graph stays on this side (node ["G", index])
    leaving: generator -> the bytes of the state under which it crosses
    """

    def __init__(self, refer=None, known=(), outputs=None, leaving=None):
        self.refer, self.outputs, self.leaving = refer, outputs, leaving or state_bytes
        self.table, self.buffers, self.size, self.text, self.count, self.packed = list(known), [], 0, 0, 0, 0
        self.index = {id(obj): n for n, obj in enumerate(self.table)}
        self.open: set[int] = set()
        self.grads = True  # whether leaves take their .grad along

    def buffer(self, data) -> int:
        view = memoryview(data).cast("B")
        self.size += view.nbytes
        limit(self.size <= BODY, "more data than the border lets through in one call")
        self.buffers.append(view)
        return len(self.buffers) - 1

    def check(self) -> None:
        """The limits of the other side's Decoder, met here by who sends."""
        limit(self.count <= COUNT and self.packed <= PACKED and len(self.buffers) <= BUFFERS, "more values than the border lets through in one call")

    def note(self, obj) -> None:
        self.index[id(obj)] = len(self.table)
        self.table.append(obj)

    def value(self, v, depth: int = 0):
        t = type(v)
        if t in SCALARS:
            return v
        if t is int:
            return v if -SMALL <= v < SMALL else self._big(v)
        if (n := self.index.get(id(v))) is not None:
            return ["=", n]
        limit(depth < DEPTH, "nested too deeply")
        write = _WRITERS.get(t)
        if write is not None:
            return write(self, v, depth + 1)
        return self._other(v, depth + 1)

    def _big(self, v: int):
        digits = f"{v:x}"
        limit(len(digits) <= DIGITS, "an integer with too many digits")
        return ["i", digits]

    def _items(self, v, depth):
        self.count += len(v) + 2
        if len(v) > 1 and SCALARS.issuperset(map(type, v)):
            self.text += sum(len(x) for x in v if type(x) is str)
            limit(self.text <= HEAD, "more text than the border lets through in one call")
            return list(v)
        return [self.value(x, depth) for x in v]

    def _enter(self, v):
        limit(id(v) not in self.open, "a list or dict that holds itself")
        self.open.add(id(v))

    def _list(self, v, depth):
        self.note(v)
        if len(v) > 32:
            kind = type(v[0])
            if kind in (int, float) and all(type(x) is kind for x in v):
                try:
                    packed = array("q" if kind is int else "d", v)
                    self.packed += len(v)
                    return ["J" if kind is int else "L", self.buffer(packed)]
                except OverflowError:
                    pass
            elif kind in NUMBERS and all(type(x) is kind for x in v):
                self.packed += len(v)
                plain = np.array(v, dtype=np.dtype(kind).newbyteorder("<"))
                return ["k", plain.dtype.str, self.buffer(plain.view(np.uint8))]
        self._enter(v)
        node = ["l", *self._items(v, depth)]
        self.open.discard(id(v))
        return node

    def _tuple(self, v, depth):
        self._enter(v)
        node = ["t", *self._items(v, depth)]
        self.open.discard(id(v))
        return node

    def _set(self, v, depth):
        self.note(v)
        return ["s", *_keys(self._items(list(v), depth))]

    def _pairs(self, v, depth):
        self._enter(v)
        self.count += 2 * len(v) + 2
        node = []
        for k, x in v.items():
            node += (*_keys([self.value(k, depth)]), self.value(x, depth))
        self.open.discard(id(v))
        return node

    def _dict(self, v, depth):
        self.note(v)
        return ["d", *self._pairs(v, depth)]

    def _mapping(self, v, depth):
        self.note(v)
        factory = self.value(v.default_factory, depth) if type(v) is defaultdict else None
        return ["D", type(v).__name__, factory, *self._pairs(v, depth)]

    def _deque(self, v, depth):
        self.note(v)
        return ["q", v.maxlen, *self._items(list(v), depth)]

    def _array(self, v, depth):
        if v.dtype.kind not in "biufcUSmM":
            limit(v.dtype.kind == "O" and v.size <= COUNT, f"a NumPy array of {v.dtype} cannot cross; plain numbers can")
            self.note(v)
            return ["l", *self._items(v.tolist(), depth)]
        self.note(v)
        plain = np.ascontiguousarray(v, dtype=v.dtype.newbyteorder("<"))
        return ["n", plain.dtype.str, list(v.shape), self.buffer(plain.reshape(-1).view(np.uint8) if plain.size else b"")]

    def _scalar(self, v, depth):
        if v.dtype.kind not in "biufcUSmM" or not v.dtype.itemsize:  # an empty np.str_ has no width
            return self.value(v.item(), depth)
        return ["m", v.dtype.newbyteorder("<").str, self.buffer(np.asarray(v, dtype=v.dtype.newbyteorder("<")).reshape(1).view(np.uint8))]

    def _tensor(self, v, depth):
        if self.outputs is not None and v.requires_grad and not v.is_leaf:
            self.outputs.append(v)
            self.index[id(v)] = len(self.table)
            self.table.append(v)
            return ["G", len(self.outputs) - 1]
        self.note(v)
        grad = v.grad if v.is_leaf and self.grads else None
        return [*self.tensor_data(v), (1 if v.is_leaf else 2) if v.requires_grad else 0, None if grad is None else self.tensor_data(grad)]

    def tensor_data(self, v):
        """["T", dtype, shape or [shape, strides], buffer] of a tensor's values, whatever its device or class."""
        if v.dtype not in DTYPE_NAMES or v.layout != torch.strided or v.is_quantized:
            raise CodecError(f"a tensor of {v.dtype} ({v.layout}) cannot cross")
        limit(not v.is_meta, "a tensor without values cannot cross")
        plain = v if v.is_cpu and not v.is_conj() and not v.is_neg() else v.detach().cpu().resolve_conj().resolve_neg()
        raw = octets(plain) if plain.numel() else b""
        shape = list(v.shape)
        if not v.is_contiguous() and apart(shape, v.stride()):  # `.view` tells such a tensor from another
            shape = [shape, list(v.stride())]
        return ["T", DTYPE_NAMES[v.dtype], shape, self.buffer(raw)]

    def _generator(self, v, depth):
        self.note(v)
        return ["g", self.buffer(self.leaving(v))]

    def _other(self, v, depth):
        if isinstance(v, np.generic):
            return self._scalar(v, depth)
        if isinstance(v, np.ma.MaskedArray) and v.dtype.kind in "biufc":
            node = ["a", self._array(np.ma.getdata(v).view(np.ndarray), depth), self._array(np.ma.getmaskarray(v).view(np.ndarray), depth)]
            self.note(v)
            return node
        if isinstance(v, np.ndarray):
            return self._array(np.asarray(v).view(np.ndarray), depth)
        if isinstance(v, torch.Tensor) and (self.refer is None or type(v) is torch.nn.Parameter):
            return self._tensor(v, depth)
        if isinstance(v, torch.Tensor):
            with torch._C.DisableTorchFunctionSubclass():
                return self._tensor(v.as_subclass(torch.Tensor), depth)
        if isinstance(v, type) and v in TYPE_NAMES:
            return ["p", TYPE_NAMES[v]]
        for base, plain in ((int, lambda: int.__add__(v, 0)), (float, lambda: float.__add__(v, 0.0)), (str, lambda: str.__str__(v)),
                            (bytes, lambda: bytes(memoryview(v))), (complex, lambda: complex.__add__(v, 0)),
                            (tuple, lambda: tuple(tuple.__iter__(v))), (list, lambda: list(list.__iter__(v))),
                            (set, lambda: set(set.__iter__(v))), (frozenset, lambda: frozenset(frozenset.__iter__(v)))):
            if isinstance(v, base):
                return self.value(plain(), depth)
        for base in (Counter, OrderedDict, dict):
            if isinstance(v, base):
                return self.value(dict(zip(dict.keys(v), dict.values(v))), depth)
        if isinstance(v, VIEWS):
            return ["h", VIEWS.index(type(v)), *self._items(list(v), depth)]
        if self.refer is None:
            raise CodecError(f"a {type(v).__name__} is no data")
        return self.refer(v, self, depth)


def _keys(nodes: list) -> list:
    """The nodes, where what is made of them can be a key: `class Row(list)` with a hash arrives as a list, which has none."""
    for node in nodes:
        if type(node) is list:
            limit(node[0] not in NO_KEYS, "a key, or an element of a set, that is none where it arrives")
            if node[0] == "t":
                _keys(node[1:])
    return nodes


_WRITERS = {
    list: Encoder._list, tuple: Encoder._tuple, set: Encoder._set, dict: Encoder._dict, deque: Encoder._deque,
    frozenset: lambda e, v, d: ["f", *_keys(e._items(list(v), d))],
    Counter: Encoder._mapping, OrderedDict: Encoder._mapping, defaultdict: Encoder._mapping,
    complex: lambda e, v, d: ["c", v.real, v.imag],
    bytes: lambda e, v, d: ["b", e.buffer(v)],
    bytearray: lambda e, v, d: (e.note(v), ["B", e.buffer(bytes(v))])[1],
    slice: lambda e, v, d: ["S", *(e.value(x, d) for x in (v.start, v.stop, v.step))],
    range: lambda e, v, d: ["r", *(e.value(x, d) for x in (v.start, v.stop, v.step))],
    type(...): lambda e, v, d: ["e"],
    np.ndarray: Encoder._array, torch.Tensor: Encoder._tensor, torch.nn.Parameter: Encoder._tensor,
    torch.Generator: Encoder._generator,
    torch.Size: lambda e, v, d: ["z", *v],
    torch.dtype: lambda e, v, d: ["y", str(v)[6:]],
    torch.device: lambda e, v, d: ["v", v.type],
    Fraction: lambda e, v, d: ["x", e.value(v.numerator, d), e.value(v.denominator, d)],
    Decimal: lambda e, v, d: ["X", str(v)],
    types.MappingProxyType: lambda e, v, d: e.value(dict(v), d),
}
