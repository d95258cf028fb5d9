"""JSON nodes and buffers -> values, from the constructors of codec.py and from nothing else: the end that takes whatever comes."""

from __future__ import annotations

from array import array
from collections import deque
from decimal import Decimal
from fractions import Fraction

import numpy as np
import torch

from autograder.judge.codec import COUNT, DEPTH, DIGITS, DTYPES, MAPPINGS, PACKED, SCALARS, SMALL, TYPES, CodecError, apart, limit, set_state


class Decoder:
    """Builds values from JSON nodes and buffers, and from nothing else.

    known: objects of this exchange, for ["=", n]; graph: tensors for ["G", n]; resolve: node -> object, for references
    leaves: the tensors that arrived with requires_grad, in their order
    """

    def __init__(self, buffers, resolve=None, known=(), graph=()):
        self.buffers, self.resolve, self.graph = buffers, resolve, graph
        self.table, self.leaves, self.count, self.packed = list(known), [], 0, 0
        self.at_home: set[int] = set()  # places in the table of this side's own objects, which came as references

    def value(self, node, depth: int = 0):
        t = type(node)
        if t in SCALARS:
            return node
        if t is int:
            limit(-SMALL <= node < SMALL, "an integer outside 64 bits")
            return node
        limit(t is list and len(node) > 0 and type(node[0]) is str, "a node is a scalar or [tag, …]")
        limit(depth < DEPTH, "nested too deeply")
        self.count += len(node)
        limit(self.count <= COUNT, "too many values in one message")
        read = READERS.get(node[0])
        if read is not None:
            return read(self, node, depth + 1)
        limit(self.resolve is not None, f"an unknown tag {node[0][:9]!r}")
        return self.resolve(node, self, depth + 1)

    def note(self, obj):
        self.table.append(obj)
        return obj

    def raw(self, n) -> memoryview:
        limit(type(n) is int and 0 <= n < len(self.buffers), "no such buffer")
        return self.buffers[n]

    def _items(self, nodes, depth):
        return [self.value(x, depth) for x in nodes]

    def _list(self, node, depth):
        v = self.note([])
        v.extend(self._items(node[1:], depth))
        return v

    def _packed(self, node, depth):
        limit(len(node) == 2, "a packed list has one buffer")
        raw = self.raw(node[1])
        limit(raw.nbytes % 8 == 0, "a packed list of broken length")
        self._pack(raw.nbytes // 8)
        return self.note(array("q" if node[0] == "J" else "d", bytes(raw)).tolist())

    def _pack(self, count: int) -> None:
        self.packed += count
        limit(self.packed <= PACKED, "too many values in one message")

    def _numbers_list(self, node, depth):
        limit(len(node) == 3, "a packed list has a type and one buffer")
        dtype, raw = self._dtype(node[1]), self.raw(node[2])
        limit(dtype.kind in "biuf" and raw.nbytes % dtype.itemsize == 0, "a packed list of broken length")
        self._pack(raw.nbytes // dtype.itemsize)
        return self.note(list(self._numbers(dtype, raw)))

    def _view(self, node, depth):
        """What d.keys(), d.values() or d.items() gave."""
        limit(len(node) >= 2 and type(node[1]) is int and 0 <= node[1] < 3, "no such view")
        items = self._items(node[2:], depth)
        if node[1] == 0:
            return dict.fromkeys(map(self._hashable, items)).keys()
        if node[1] == 1:
            return dict(enumerate(items)).values()
        limit(all(type(x) is tuple and len(x) == 2 for x in items), "a pair of another length")
        return {self._hashable(k): x for k, x in items}.items()

    def _set(self, node, depth):
        v = self.note(set())
        v.update(self._hashable(x) for x in self._items(node[1:], depth))
        return v

    @staticmethod
    def _hashable(x):
        try:
            hash(x)
        except TypeError:
            raise CodecError(f"a {type(x).__name__} cannot be a key") from None
        return x

    def _fill(self, v, nodes, depth):
        limit(len(nodes) % 2 == 0, "a key without a value")
        for n in range(0, len(nodes), 2):
            key = self._hashable(self.value(nodes[n], depth))
            v[key] = self.value(nodes[n + 1], depth)
        return v

    def _mapping(self, node, depth):
        limit(len(node) >= 3 and type(node[1]) is str and node[1] in MAPPINGS, "no such mapping")
        v = self.note(MAPPINGS[node[1]]())
        if node[1] == "defaultdict":
            factory = self.value(node[2], depth)
            limit(factory is None or callable(factory), "no such factory")
            v.default_factory = factory
        return self._fill(v, node[3:], depth)

    def _deque(self, node, depth):
        limit(len(node) >= 2 and (node[1] is None or type(node[1]) is int and 0 <= node[1] < COUNT), "a deque of broken length")
        v = self.note(deque(maxlen=node[1]))
        v.extend(self._items(node[2:], depth))
        return v

    def shape(self, dims, itemsize: int, raw) -> list[int]:
        limit(type(dims) is list and len(dims) <= 32, "a broken shape")
        total = itemsize
        for d in dims:
            limit(type(d) is int and 0 <= d < SMALL, "a broken shape")
            total *= d
        limit(total == raw.nbytes, "a shape that does not fit its data")
        return dims

    def _dtype(self, name) -> np.dtype:
        limit(type(name) is str and len(name) < 16 and name[:1] in "<|" and name[1:2] in tuple("biufcUSmM"), "no such dtype")
        try:
            dtype = np.dtype(name)
        except (TypeError, ValueError):
            raise CodecError("no such dtype") from None
        limit(dtype.itemsize > 0 and dtype.names is None, "no such dtype")
        return dtype

    def _array(self, node, depth):
        limit(len(node) == 4, "a broken array")
        dtype, raw = self._dtype(node[1]), self.raw(node[3])
        shape = self.shape(node[2], dtype.itemsize, raw)
        return self.note(self._numbers(dtype, raw).reshape(shape))

    def _masked(self, node, depth):
        limit(len(node) == 3, "a broken masked array")
        data, mask = self._items(node[1:], depth)
        limit(type(data) is type(mask) is np.ndarray and data.dtype.kind in "biufc" and mask.dtype == bool and data.shape == mask.shape, "a broken masked array")
        return self.note(np.ma.array(data, mask=mask))

    @staticmethod
    def _numbers(dtype, raw):
        if dtype.kind == "b":  # a byte other than 0 and 1 would be a broken bool
            return np.frombuffer(raw, np.uint8) != 0
        if dtype.kind == "U":
            limit(bool((np.frombuffer(raw, np.uint32) < 0x110000).all()), "no such character")
        return np.frombuffer(raw, dtype).copy()

    def _scalar(self, node, depth):
        limit(len(node) == 3, "a broken number")
        dtype, raw = self._dtype(node[1]), self.raw(node[2])
        self.shape([1], dtype.itemsize, raw)
        return self._numbers(dtype, raw)[0]

    def tensor_data(self, node) -> torch.Tensor:
        """The counterpart of Encoder.tensor_data."""
        limit(type(node) is list and len(node) >= 4 and node[0] == "T" and type(node[1]) is str and node[1] in DTYPES, "a broken tensor")
        dtype, raw, dims = DTYPES[node[1]], self.raw(node[3]), node[2]
        if type(dims) is list and len(dims) == 2 and type(dims[0]) is list:
            flat = self.tensor_data(["T", node[1], dims[0], node[3]])
            limit(apart(dims[0], dims[1]), "broken strides")
            return torch.empty_strided(dims[0], dims[1], dtype=dtype).copy_(flat)
        shape = self.shape(dims, dtype.itemsize, raw)
        if not raw.nbytes:
            return torch.empty(shape, dtype=dtype)
        if dtype is torch.bool:
            return (torch.frombuffer(raw, dtype=torch.uint8) != 0).reshape(shape)
        return torch.frombuffer(raw, dtype=dtype).reshape(shape)

    def _tensor(self, node, depth):
        limit(len(node) == 6 and node[4] in (0, 1, 2), "a broken tensor")
        v = self.tensor_data(node)
        if not node[4]:
            return self.note(v)
        limit(v.dtype.is_floating_point or v.dtype.is_complex, "integers have no gradient")
        leaf = v.requires_grad_()
        if node[5] is not None:
            leaf.grad = self._grad(node[5], leaf)
        self.leaves.append(leaf)
        return self.note(leaf if node[4] == 1 else leaf.clone())  # a clone: what is no leaf may be changed in place

    def _grad(self, node, like):
        grad = self.tensor_data(node)
        limit(grad.shape == like.shape and grad.dtype == like.dtype, "a gradient of another shape")
        return grad

    def _out(self, node, depth):
        limit(len(node) == 2 and type(node[1]) is int and 0 <= node[1] < len(self.graph), "no such output")
        return self.note(self.graph[node[1]])

    def _generator(self, node, depth):
        limit(len(node) == 2, "a broken generator")
        return self.note(set_state(torch.Generator(), self.raw(node[1])))

    def _again(self, node, depth):
        limit(len(node) == 2 and type(node[1]) is int and 0 <= node[1] < len(self.table), "no such object")
        return self.table[node[1]]

    def _big(self, node, depth):
        limit(len(node) == 2 and type(node[1]) is str and len(node[1]) <= DIGITS, "a broken integer")
        try:
            return int(node[1], 16)
        except ValueError:
            raise CodecError("a broken integer") from None

    def _complex(self, node, depth):
        limit(len(node) == 3 and all(type(x) in (float, int) for x in node[1:]), "a broken complex number")
        return complex(node[1], node[2])

    def _bytes(self, node, depth):
        limit(len(node) == 2, "broken bytes")
        return bytes(self.raw(node[1])) if node[0] == "b" else self.note(bytearray(self.raw(node[1])))

    def _bounds(self, node, depth):
        limit(len(node) == 4, "a slice has three parts")
        parts = self._items(node[1:], depth)
        if node[0] == "S":
            return slice(*parts)
        limit(all(type(x) is int for x in parts) and parts[2] != 0, "a broken range")
        return range(*parts)

    def _size(self, node, depth):
        limit(len(node) <= 33 and all(type(d) is int and 0 <= d < SMALL for d in node[1:]), "a broken size")
        return torch.Size(node[1:])

    def _name(self, node, depth):
        limit(len(node) == 2 and type(node[1]) is str, "a broken name")
        tag, name = node
        if tag == "v":
            limit(name in ("cpu", "cuda", "mps"), "no such device")
            return torch.device("cpu")  # grading has no other
        known = DTYPES if tag == "y" else TYPES
        limit(name in known, "no such type")
        return known[name]

    def _fraction(self, node, depth):
        parts = self._items(node[1:], depth)
        if node[0] == "x":
            limit(len(parts) == 2 and all(type(x) is int for x in parts) and parts[1] > 0, "a broken fraction")
            return Fraction(*parts)
        limit(len(parts) == 1 and type(parts[0]) is str and len(parts[0]) < 1000, "a broken decimal")
        try:
            return Decimal(parts[0])
        except ArithmeticError:
            raise CodecError("a broken decimal") from None


READERS = {
    "l": Decoder._list, "J": Decoder._packed, "L": Decoder._packed, "k": Decoder._numbers_list, "h": Decoder._view, "s": Decoder._set,
    "t": lambda d, n, depth: tuple(d._items(n[1:], depth)),
    "f": lambda d, n, depth: frozenset(d._hashable(x) for x in d._items(n[1:], depth)),
    "d": lambda d, n, depth: d._fill(d.note({}), n[1:], depth),
    "D": Decoder._mapping, "q": Decoder._deque, "n": Decoder._array, "a": Decoder._masked, "m": Decoder._scalar, "T": Decoder._tensor, "G": Decoder._out,
    "g": Decoder._generator, "=": Decoder._again, "i": Decoder._big, "c": Decoder._complex, "b": Decoder._bytes, "B": Decoder._bytes,
    "S": Decoder._bounds, "r": Decoder._bounds, "z": Decoder._size, "y": Decoder._name, "v": Decoder._name, "p": Decoder._name,
    "x": Decoder._fraction, "X": Decoder._fraction, "e": lambda d, n, depth: ...,
}
