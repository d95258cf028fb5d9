"""Values <-> bytes, for a border whose other side may send anything.

A message is a JSON head and raw buffers.  What arrives is built from the constructors
named here and from nothing else: no pickle, no eval, no class or function by name.
Every size, depth and count has a limit, and a message outside the limits, or not exactly
as `Encoder` writes it, is a `CodecError`.  What is no data (functions, modules, other
objects) goes through `refer` and `resolve`, which belong to peer.py.

A JSON scalar is itself; a JSON array is `[tag, …]`:
    i big int   c complex  l list  t tuple  s set  f frozenset  d dict  D other mapping  q deque
    J, L, k list of int64 / of floats / of numpy scalars as a buffer   b bytes  B bytearray  S slice  r range  e Ellipsis
    h a view of a dict   n ndarray   m numpy scalar   T tensor   G tensor with a graph   g Generator   y dtype  z Size
    v device    p builtin type   x Fraction  X Decimal   = an object of this exchange, again

Subclasses cross as the plain type: a student's `class int_(int)` arrives as an int.
"""

from __future__ import annotations

import json
import types
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from decimal import Decimal
from fractions import Fraction

import numpy as np
import torch

HEAD = 8 << 20  # bytes of JSON; at worst 3 bytes become an object of 64
BODY = 256 << 20  # bytes of raw buffers
DEPTH = 50
COUNT = 3_000_000  # values in one message
PACKED = 8_000_000  # numbers in packed lists
BUFFERS = 100_000
DIGITS = 1 << 16  # hexadecimal digits of an integer

DTYPES = {str(d)[6:]: d for d in (
    torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8,
    torch.uint8, torch.bool, torch.complex64, torch.complex128)}
DTYPE_NAMES = {d: name for name, d in DTYPES.items()}
TYPES = {t.__name__: t for t in (bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, type(None), object)}
TYPE_NAMES = {t: name for name, t in TYPES.items()}
MAPPINGS = {"Counter": Counter, "OrderedDict": OrderedDict, "defaultdict": defaultdict}
NUMBERS = frozenset((np.float64, np.float32, np.float16, np.int64, np.int32, np.int16, np.int8, np.uint64, np.uint32, np.uint16, np.uint8, np.bool_))
SCALARS = frozenset((str, float, bool, type(None)))
VIEWS = (type({}.keys()), type({}.values()), type({}.items()))
SMALL = 1 << 63
NO_KEYS = frozenset("lJLkhsdDqBn")  # tags of what has no hash
GAPS = 8  # times the elements, at most, that a tensor with gaps between them takes


class CodecError(ValueError):
    """A message that is not what the other side's Encoder writes, or a value that cannot cross."""


def _limit(ok: bool, what: str) -> None:
    if not ok:
        raise CodecError(what)


def _apart(shape, strides) -> bool:
    """Whether each element has a place of its own, without wide gaps: then a tensor can be laid out so.

    >>> _apart([2, 3], [1, 2]), _apart([2, 3], [6, 2]), _apart([2, 3], [0, 1]), _apart([2, 3], [10**6, 1])
    (True, True, False, False)
    """
    if type(strides) not in (list, tuple) or len(strides) != len(shape) or not all(type(n) is int and 0 < n < SMALL for n in strides):
        return False
    taken = count = 1
    for stride, size in sorted(zip(strides, shape)):
        if size > 1 and stride < taken:
            return False
        taken, count = max(taken, stride * size), count * size
    return count > 0 and taken <= GAPS * count


def octets(t: torch.Tensor) -> np.ndarray:
    """The bytes of a tensor that is not empty, in the order of its elements; a view of its memory where that is possible."""
    flat = t.detach().contiguous().reshape(-1)
    if flat.numel() == 1:  # one element counts as contiguous with any stride, and `view` wants 1
        flat = flat.as_strided((1,), (1,), flat.storage_offset())
    return flat.view(torch.uint8).numpy()


class Encoder:
    """Turns values into JSON nodes and buffers.

    refer: object -> node, for what is no data; known: objects of this exchange, which the other side has in the same order
    outputs: None, or a list that collects tensors whose graph stays on this side (node ["G", index])
    leaving: generator -> the bytes of the state under which it crosses
    """

    def __init__(self, refer=None, known=(), outputs=None, leaving=None):
        self.refer, self.outputs, self.leaving = refer, outputs, leaving or _state
        self.table, self.buffers, self.size, self.text, self.count, self.packed = list(known), [], 0, 0, 0, 0
        self.index = {id(obj): n for n, obj in enumerate(self.table)}
        self.open: set[int] = set()
        self.grads = True  # whether leaves take their .grad along

    def buffer(self, data) -> int:
        view = memoryview(data).cast("B")
        self.size += view.nbytes
        _limit(self.size <= BODY, "more data than the border lets through in one call")
        self.buffers.append(view)
        return len(self.buffers) - 1

    def check(self) -> None:
        """The limits of the other side's Decoder, met here by who sends."""
        _limit(self.count <= COUNT and self.packed <= PACKED and len(self.buffers) <= BUFFERS, "more values than the border lets through in one call")

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
        _limit(depth < DEPTH, "nested too deeply")
        write = _WRITERS.get(t)
        if write is not None:
            return write(self, v, depth + 1)
        return self._other(v, depth + 1)

    def _big(self, v: int):
        digits = f"{v:x}"
        _limit(len(digits) <= DIGITS, "an integer with too many digits")
        return ["i", digits]

    def _items(self, v, depth):
        self.count += len(v) + 2
        if len(v) > 1 and SCALARS.issuperset(map(type, v)):
            self.text += sum(len(x) for x in v if type(x) is str)
            _limit(self.text <= HEAD, "more text than the border lets through in one call")
            return list(v)
        return [self.value(x, depth) for x in v]

    def _enter(self, v):
        _limit(id(v) not in self.open, "a list or dict that holds itself")
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
            _limit(v.dtype.kind == "O" and v.size <= COUNT, f"a NumPy array of {v.dtype} cannot cross; plain numbers can")
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
        _limit(v.dtype in DTYPE_NAMES and v.layout == torch.strided and not v.is_quantized, f"a tensor of {v.dtype} ({v.layout}) cannot cross")
        _limit(v.device.type != "meta", "a tensor without values cannot cross")
        plain = v.detach().cpu().resolve_conj().resolve_neg()
        raw = octets(plain) if plain.numel() else b""
        shape = list(v.shape)
        if not v.is_contiguous() and _apart(shape, v.stride()):  # `.view` tells such a tensor from another
            shape = [shape, list(v.stride())]
        return ["T", DTYPE_NAMES[v.dtype], shape, self.buffer(raw)]

    def _generator(self, v, depth):
        self.note(v)
        return ["g", self.buffer(self.leaving(v))]

    def _other(self, v, depth):
        if isinstance(v, np.generic):
            return self._scalar(v, depth)
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
            _limit(node[0] not in NO_KEYS, "a key, or an element of a set, that is none where it arrives")
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


class Decoder:
    """Builds values from JSON nodes and buffers, and from nothing else.

    known: objects of this exchange, for ["=", n]; graph: tensors for ["G", n]; resolve: node -> object, for references
    leaves: the tensors that arrived with requires_grad, in their order
    """

    def __init__(self, buffers, resolve=None, known=(), graph=()):
        self.buffers, self.resolve, self.graph = buffers, resolve, graph
        self.table, self.leaves, self.count, self.packed = list(known), [], 0, 0

    def value(self, node, depth: int = 0):
        t = type(node)
        if t in SCALARS:
            return node
        if t is int:
            _limit(-SMALL <= node < SMALL, "an integer outside 64 bits")
            return node
        _limit(t is list and len(node) > 0 and type(node[0]) is str, "a node is a scalar or [tag, …]")
        _limit(depth < DEPTH, "nested too deeply")
        self.count += len(node)
        _limit(self.count <= COUNT, "too many values in one message")
        read = READERS.get(node[0])
        if read is not None:
            return read(self, node, depth + 1)
        _limit(self.resolve is not None, f"an unknown tag {node[0][:9]!r}")
        return self.resolve(node, self, depth + 1)

    def note(self, obj):
        self.table.append(obj)
        return obj

    def raw(self, n) -> memoryview:
        _limit(type(n) is int and 0 <= n < len(self.buffers), "no such buffer")
        return self.buffers[n]

    def _items(self, nodes, depth):
        return [self.value(x, depth) for x in nodes]

    def _list(self, node, depth):
        v = self.note([])
        v.extend(self._items(node[1:], depth))
        return v

    def _packed(self, node, depth):
        _limit(len(node) == 2, "a packed list has one buffer")
        raw = self.raw(node[1])
        _limit(raw.nbytes % 8 == 0, "a packed list of broken length")
        self._pack(raw.nbytes // 8)
        return self.note(array("q" if node[0] == "J" else "d", bytes(raw)).tolist())

    def _pack(self, count: int) -> None:
        self.packed += count
        _limit(self.packed <= PACKED, "too many values in one message")

    def _numbers_list(self, node, depth):
        _limit(len(node) == 3, "a packed list has a type and one buffer")
        dtype, raw = self._dtype(node[1]), self.raw(node[2])
        _limit(dtype.kind in "biuf" and raw.nbytes % dtype.itemsize == 0, "a packed list of broken length")
        self._pack(raw.nbytes // dtype.itemsize)
        return self.note(list(self._numbers(dtype, raw)))

    def _view(self, node, depth):
        """What d.keys(), d.values() or d.items() gave."""
        _limit(len(node) >= 2 and type(node[1]) is int and 0 <= node[1] < 3, "no such view")
        items = self._items(node[2:], depth)
        if node[1] == 0:
            return dict.fromkeys(map(self._hashable, items)).keys()
        if node[1] == 1:
            return dict(enumerate(items)).values()
        _limit(all(type(x) is tuple and len(x) == 2 for x in items), "a pair of another length")
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
        _limit(len(nodes) % 2 == 0, "a key without a value")
        for n in range(0, len(nodes), 2):
            key = self._hashable(self.value(nodes[n], depth))
            v[key] = self.value(nodes[n + 1], depth)
        return v

    def _mapping(self, node, depth):
        _limit(len(node) >= 3 and type(node[1]) is str and node[1] in MAPPINGS, "no such mapping")
        v = self.note(MAPPINGS[node[1]]())
        if node[1] == "defaultdict":
            factory = self.value(node[2], depth)
            _limit(factory is None or callable(factory), "no such factory")
            v.default_factory = factory
        return self._fill(v, node[3:], depth)

    def _deque(self, node, depth):
        _limit(len(node) >= 2 and (node[1] is None or type(node[1]) is int and 0 <= node[1] < COUNT), "a deque of broken length")
        v = self.note(deque(maxlen=node[1]))
        v.extend(self._items(node[2:], depth))
        return v

    def shape(self, dims, itemsize: int, raw) -> list[int]:
        _limit(type(dims) is list and len(dims) <= 32 and all(type(d) is int and 0 <= d < SMALL for d in dims), "a broken shape")
        total = itemsize
        for d in dims:
            total *= d
        _limit(total == raw.nbytes, "a shape that does not fit its data")
        return dims

    def _dtype(self, name) -> np.dtype:
        _limit(type(name) is str and len(name) < 16 and name[:1] in "<|" and name[1:2] in tuple("biufcUSmM"), "no such dtype")
        try:
            dtype = np.dtype(name)
        except (TypeError, ValueError):
            raise CodecError("no such dtype") from None
        _limit(dtype.itemsize > 0 and dtype.names is None, "no such dtype")
        return dtype

    def _array(self, node, depth):
        _limit(len(node) == 4, "a broken array")
        dtype, raw = self._dtype(node[1]), self.raw(node[3])
        shape = self.shape(node[2], dtype.itemsize, raw)
        return self.note(self._numbers(dtype, raw).reshape(shape))

    @staticmethod
    def _numbers(dtype, raw):
        if dtype.kind == "b":  # a byte other than 0 and 1 would be a broken bool
            return np.frombuffer(raw, np.uint8) != 0
        if dtype.kind == "U":
            _limit(bool((np.frombuffer(raw, np.uint32) < 0x110000).all()), "no such character")
        return np.frombuffer(raw, dtype).copy()

    def _scalar(self, node, depth):
        _limit(len(node) == 3, "a broken number")
        dtype, raw = self._dtype(node[1]), self.raw(node[2])
        self.shape([1], dtype.itemsize, raw)
        return self._numbers(dtype, raw)[0]

    def tensor_data(self, node) -> torch.Tensor:
        """The counterpart of Encoder.tensor_data."""
        _limit(type(node) is list and len(node) >= 4 and node[0] == "T" and type(node[1]) is str and node[1] in DTYPES, "a broken tensor")
        dtype, raw, dims = DTYPES[node[1]], self.raw(node[3]), node[2]
        if type(dims) is list and len(dims) == 2 and type(dims[0]) is list:
            flat = self.tensor_data(["T", node[1], dims[0], node[3]])
            _limit(_apart(dims[0], dims[1]), "broken strides")
            return torch.empty_strided(dims[0], dims[1], dtype=dtype).copy_(flat)
        shape = self.shape(dims, dtype.itemsize, raw)
        if not raw.nbytes:
            return torch.empty(shape, dtype=dtype)
        if dtype is torch.bool:
            return (torch.frombuffer(raw, dtype=torch.uint8) != 0).reshape(shape)
        return torch.frombuffer(raw, dtype=dtype).reshape(shape)

    def _tensor(self, node, depth):
        _limit(len(node) == 6 and node[4] in (0, 1, 2), "a broken tensor")
        v = self.tensor_data(node)
        if not node[4]:
            return self.note(v)
        _limit(v.dtype.is_floating_point or v.dtype.is_complex, "integers have no gradient")
        leaf = v.requires_grad_()
        if node[5] is not None:
            leaf.grad = self._grad(node[5], leaf)
        self.leaves.append(leaf)
        return self.note(leaf if node[4] == 1 else leaf.clone())  # a clone: what is no leaf may be changed in place

    def _grad(self, node, like):
        grad = self.tensor_data(node)
        _limit(grad.shape == like.shape and grad.dtype == like.dtype, "a gradient of another shape")
        return grad

    def _out(self, node, depth):
        _limit(len(node) == 2 and type(node[1]) is int and 0 <= node[1] < len(self.graph), "no such output")
        return self.note(self.graph[node[1]])

    def _generator(self, node, depth):
        _limit(len(node) == 2, "a broken generator")
        return self.note(set_state(torch.Generator(), self.raw(node[1])))

    def _again(self, node, depth):
        _limit(len(node) == 2 and type(node[1]) is int and 0 <= node[1] < len(self.table), "no such object")
        return self.table[node[1]]

    def _big(self, node, depth):
        _limit(len(node) == 2 and type(node[1]) is str and len(node[1]) <= DIGITS, "a broken integer")
        try:
            return int(node[1], 16)
        except ValueError:
            raise CodecError("a broken integer") from None

    def _complex(self, node, depth):
        _limit(len(node) == 3 and all(type(x) in (float, int) for x in node[1:]), "a broken complex number")
        return complex(node[1], node[2])

    def _bytes(self, node, depth):
        _limit(len(node) == 2, "broken bytes")
        return bytes(self.raw(node[1])) if node[0] == "b" else self.note(bytearray(self.raw(node[1])))

    def _bounds(self, node, depth):
        _limit(len(node) == 4, "a slice has three parts")
        parts = self._items(node[1:], depth)
        if node[0] == "S":
            return slice(*parts)
        _limit(all(type(x) is int for x in parts) and parts[2] != 0, "a broken range")
        return range(*parts)

    def _size(self, node, depth):
        _limit(len(node) <= 33 and all(type(d) is int and 0 <= d < SMALL for d in node[1:]), "a broken size")
        return torch.Size(node[1:])

    def _name(self, node, depth):
        _limit(len(node) == 2 and type(node[1]) is str, "a broken name")
        tag, name = node
        if tag == "v":
            _limit(name in ("cpu", "cuda", "mps"), "no such device")
            return torch.device("cpu")  # grading has no other
        known = DTYPES if tag == "y" else TYPES
        _limit(name in known, "no such type")
        return known[name]

    def _fraction(self, node, depth):
        parts = self._items(node[1:], depth)
        if node[0] == "x":
            _limit(len(parts) == 2 and all(type(x) is int for x in parts) and parts[1] > 0, "a broken fraction")
            return Fraction(*parts)
        _limit(len(parts) == 1 and type(parts[0]) is str and len(parts[0]) < 1000, "a broken decimal")
        try:
            return Decimal(parts[0])
        except ArithmeticError:
            raise CodecError("a broken decimal") from None


READERS = {
    "l": Decoder._list, "J": Decoder._packed, "L": Decoder._packed, "k": Decoder._numbers_list, "h": Decoder._view, "s": Decoder._set,
    "t": lambda d, n, depth: tuple(d._items(n[1:], depth)),
    "f": lambda d, n, depth: frozenset(d._hashable(x) for x in d._items(n[1:], depth)),
    "d": lambda d, n, depth: d._fill(d.note({}), n[1:], depth),
    "D": Decoder._mapping, "q": Decoder._deque, "n": Decoder._array, "m": Decoder._scalar, "T": Decoder._tensor, "G": Decoder._out,
    "g": Decoder._generator, "=": Decoder._again, "i": Decoder._big, "c": Decoder._complex, "b": Decoder._bytes, "B": Decoder._bytes,
    "S": Decoder._bounds, "r": Decoder._bounds, "z": Decoder._size, "y": Decoder._name, "v": Decoder._name, "p": Decoder._name,
    "x": Decoder._fraction, "X": Decoder._fraction, "e": lambda d, n, depth: ...,
}


def _state(generator: torch.Generator) -> bytes:
    return generator.get_state().numpy().tobytes()


def set_state(generator: torch.Generator, raw) -> torch.Generator:
    """Put a state that arrived as bytes into a generator; PyTorch itself refuses a state that is none."""
    try:
        generator.set_state(torch.frombuffer(bytearray(raw), dtype=torch.uint8))
    except (RuntimeError, TypeError, ValueError):
        raise CodecError("a broken state of a generator") from None
    return generator


_JSON, _FROM_JSON = json.JSONEncoder(separators=(",", ":")), json.JSONDecoder()  # made once: json.dumps makes one for each call


def dumps(head: dict) -> bytes:
    """The JSON of a head; numbers keep all their digits."""
    data = _JSON.encode(head).encode()
    _limit(len(data) <= HEAD, "more values than the border lets through in one call")
    return data


def loads(data: bytes) -> dict:
    """A head from its JSON, or a CodecError."""
    try:
        head = _FROM_JSON.decode(data.decode())
    except (ValueError, RecursionError):
        raise CodecError("the head is no JSON") from None
    _limit(type(head) is dict, "the head is no object")
    return head
