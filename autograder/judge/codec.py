"""Values <-> bytes, for a border whose other side may send anything.

A message is a JSON head and raw buffers.  What arrives is built from the constructors
named here and from nothing else: no pickle, no eval, no class or function by name.
Every size, depth and count has a limit, and a message outside the limits, or not exactly
as `Encoder` writes it, is a `CodecError`.  What is no data (functions, modules, other
objects) goes through `refer` and `resolve`, which belong to objects.py.
Here is what both directions share: the nodes, the names, the limits; encode.py writes, decode.py reads.

A JSON scalar is itself; a JSON array is `[tag, …]`:
    i big int   c complex  l list  t tuple  s set  f frozenset  d dict  D other mapping  q deque
    J, L, k list of int64 / of floats / of numpy scalars as a buffer   b bytes  B bytearray  S slice  r range  e Ellipsis
    h a view of a dict   n ndarray   a masked array   m numpy scalar   T tensor   G tensor with a graph   g Generator   y dtype  z Size
    v device    p builtin type   x Fraction  X Decimal   = an object of this exchange, again

Subclasses cross as the plain type: a student's `class int_(int)` arrives as an int.
"""

from __future__ import annotations

import json
from collections import Counter, OrderedDict, defaultdict

import numpy as np
import torch

HEAD = 8 << 20  # bytes of JSON; at worst 3 bytes become an object of 64
BODY = 256 << 20  # bytes of raw buffers
DEPTH = 50
COUNT = 3_000_000  # values in one message
PACKED = 8_000_000  # numbers in packed lists
BUFFERS = 100_000
DIGITS = 1 << 20  # hexadecimal digits of an integer

DTYPES = {str(d)[6:]: d for d in (
    torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8,
    torch.uint8, torch.bool, torch.complex64, torch.complex128)}
DTYPE_NAMES = {d: name for name, d in DTYPES.items()}
NUMPY = frozenset((torch.float32, torch.float64, torch.int64, torch.int32, torch.bool))  # dtypes that NumPy has, those that tests use most
TYPES = {t.__name__: t for t in (bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, type(None), object)}
TYPE_NAMES = {t: name for name, t in TYPES.items()}
MAPPINGS = {"Counter": Counter, "OrderedDict": OrderedDict, "defaultdict": defaultdict}
NUMBERS = frozenset((np.float64, np.float32, np.float16, np.int64, np.int32, np.int16, np.int8, np.uint64, np.uint32, np.uint16, np.uint8, np.bool_))
SCALARS = frozenset((str, float, bool, type(None)))
VIEWS = (type({}.keys()), type({}.values()), type({}.items()))
SMALL = 1 << 63
NO_KEYS = frozenset("lJLkhsdDqBna")  # tags of what has no hash
GAPS = 8  # times the elements, at most, that a tensor with gaps between them takes


class CodecError(ValueError):
    """A message that is not what the other side's Encoder writes, or a value that cannot cross."""


def limit(ok: bool, what: str) -> None:
    if not ok:
        raise CodecError(what)


def apart(shape, strides) -> bool:
    """Whether each element has a place of its own, without wide gaps: then a tensor can be laid out so.

    >>> apart([2, 3], [1, 2]), apart([2, 3], [6, 2]), apart([2, 3], [0, 1]), apart([2, 3], [10**6, 1])
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
    if t.dtype in NUMPY and t.is_contiguous() and not t.is_neg() and t.numel() > 1:  # NumPy's steps are the cheaper ones
        return t.detach().numpy().reshape(-1).view(np.uint8)
    flat = t.detach().contiguous().reshape(-1)
    if flat.numel() == 1:  # one element counts as contiguous with any stride, and `view` wants 1
        flat = flat.as_strided((1,), (1,), flat.storage_offset())
    return flat.view(torch.uint8).numpy()


def state_bytes(generator: torch.Generator) -> bytes:
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
    limit(len(data) <= HEAD, "more values than the border lets through in one call")
    return data


def loads(data: bytes) -> dict:
    """A head from its JSON, or a CodecError."""
    try:
        head = _FROM_JSON.decode(data.decode())
    except (ValueError, RecursionError):
        raise CodecError("the head is no JSON") from None
    limit(type(head) is dict, "the head is no object")
    return head
