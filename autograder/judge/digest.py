"""A result as a short text that tells behaviours apart and is the same for the same behaviour.

No numbers of objects, no order of sets, no last digits: an array is its shape and three sums, to three digits, so that
another order of summation is the same behaviour.

>>> digest([1, 2.00001, {"b", "a"}]) == digest([1, 2.00002, {"a", "b"}])
True
>>> digest((1, 2)) == digest([1, 2])
False
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import math

import numpy as np
import torch

ITEMS = 2000  # of a container; more only count
MANY = 20_000  # numbers of an array that are summed
_NO_NEWS = contextlib.nullcontext()  # NumPy warns of nothing where all numbers are finite


def digest(value) -> str:
    """Sixteen hexadecimal digits; what cannot be read has a digest, too: no call fails over its trace."""
    try:
        text = _text(value, 0)
    except Exception as error:
        text = type(error).__name__
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def of_trace(calls: list[list[str]] | None) -> str:
    """One digest for what all the calls of a cell returned; "" without a call."""
    return hashlib.blake2b(json.dumps(calls).encode(), digest_size=8).hexdigest() if calls else ""


def _text(v, depth: int) -> str:
    if isinstance(v, torch.Tensor):
        v = v.detach().cpu()
        v = v.numpy() if v.dtype not in (torch.bfloat16,) and not v.is_conj() and not v.is_neg() else v.resolve_conj().resolve_neg().to(torch.float64).numpy()
        return "T" + _numbers(v)
    if isinstance(v, (np.ndarray, np.generic)):
        return "n" + _numbers(np.asarray(v))
    if isinstance(v, (bool, int, str, bytes, type(None))):
        return repr(v)
    if isinstance(v, (float, complex)):
        return _short(v)
    if depth > 20:
        return "…"
    if isinstance(v, (list, tuple)):
        return f"{type(v).__name__}{len(v)}[{','.join(_text(x, depth + 1) for x in v[:ITEMS])}]"
    if isinstance(v, (set, frozenset)):
        return f"set{len(v)}[{','.join(sorted(_text(x, depth + 1) for x in v))}]"
    if isinstance(v, dict):
        return f"dict{len(v)}[{','.join(_text(k, depth + 1) + ':' + _text(x, depth + 1) for k, x in list(v.items())[:ITEMS])}]"
    return type(v).__name__ if isinstance(v, torch.nn.Module) else "object"


def _numbers(a: np.ndarray) -> str:
    kind = a.dtype.kind
    if kind not in "biufc":
        return f"{a.shape}{hashlib.blake2b(a.tobytes(), digest_size=8).hexdigest()}"
    flat = a.reshape(-1)[:: max(1, a.size // MANY)].astype(complex if kind == "c" else float)
    size = math.sqrt(np.vdot(flat, flat).real)
    small = 1e-4 * (size or 1.0)  # a sum that cancels is 0 beside this, whatever its digits
    with _NO_NEWS if math.isfinite(size) else np.errstate(all="ignore"):
        sums = [x if abs(x) > small else 0.0 for x in (np.add.reduce(flat).item(), size, flat.dot(_weights(flat.size)).item())]
    return f"{kind}{a.shape}" + ",".join(map(_short, sums))


@functools.lru_cache(64)
def _weights(size: int) -> np.ndarray:
    return np.cos(np.arange(size))


def _short(x) -> str:
    return f"{x.real:.3g}{x.imag:+.3g}j" if isinstance(x, complex) else f"{x + 0.0:.3g}"
