"""The states of the random generators across the border: random, NumPy, PyTorch, and a torch.Generator that is an argument.

`torch.manual_seed(1)` in a test means in student code what it means in one process: the judge's state goes
along with a call.  What comes back is another process's word.  It could be a state from which a test draws
the inputs that somebody chose (one of only zeros draws zeros for ever), so the judge never takes it over: it goes on from
a digest of it, mixed with the text of the hidden cell that runs, which student code cannot know.  A call that
draws nothing changes nothing; the same draws lead to the same state; and as long as a test itself draws
nothing, the next call finds the state that the last one left.
"""

from __future__ import annotations

import ctypes
import hashlib
import random
import weakref

import numpy as np
import torch

from autograder.judge.codec import CodecError, set_state
from autograder.judge.decode import Decoder

WORDS = 624 * 4 + 4  # bytes of a Mersenne Twister: its words and its place among them
HEAD = object.__basicsize__  # of an object, before what its type keeps


class States:
    """A student's end: what arrives is put in place."""

    def __init__(self):
        self.seen: list = [None, None, None]  # what both sides know

    def changed(self, enc) -> list:
        """[[kind, node], …] of the global states that the other side does not know."""
        nodes = []
        for kind, state in enumerate(now()):
            if state != self.seen[kind]:
                self.seen[kind] = state
                nodes.append([kind, enc.value((list(state[1]), state[2]) if kind == 0 else state)])
        return nodes

    def arrived(self, nodes, buffers) -> None:
        """Take in what `changed` of the other side made."""
        for entry in nodes:
            if type(entry) is not list or len(entry) != 2 or type(entry[0]) is not int or not 0 <= entry[0] <= 2:
                raise CodecError("no state")
            self.take(entry[0], Decoder(buffers).value(entry[1]))
            self.seen[entry[0]] = now()[entry[0]]

    def take(self, kind, value) -> None:
        put(kind, value)

    def leaving(self, generator) -> bytes:
        """The state under which a generator crosses."""
        return generator.get_state().numpy().tobytes()

    def put_in(self, generator, raw) -> None:
        """Make an arrived state that of a generator."""
        set_state(generator, raw)


class GuardedStates(States):
    """The judge's end: what arrives decides, through a digest, how this side goes on."""

    def __init__(self):
        super().__init__()
        self.secret = b""  # the text of the hidden cells
        self.kept = weakref.WeakKeyDictionary()  # generator -> (its state here, the other side's, which crosses as long as nobody here draws)

    def take(self, kind, value) -> None:
        seed = self._seed(kind, value)
        if kind == 0:
            random.seed(seed)
        elif kind == 1:
            np.random.seed(seed % 2**32)
        else:
            torch.default_generator.manual_seed(seed)

    def _seed(self, kind: int, value) -> int:
        state = bytes([kind]) + (value if type(value) is bytes else repr(value).encode())
        return int.from_bytes(hashlib.blake2b(state, digest_size=7, key=hashlib.sha256(self.secret).digest()).digest(), "little")

    def leaving(self, generator):
        own = super().leaving(generator)
        mine, theirs = self.kept.get(generator, (None, b""))
        return theirs if mine == own else own

    def put_in(self, generator, raw):
        theirs = bytes(raw)
        set_state(torch.Generator(), theirs)  # what is no state is refused
        generator.manual_seed(self._seed(3, theirs))
        self.kept[generator] = super().leaving(generator), theirs


def now() -> tuple:
    """The three global states, as values that can be compared."""
    return _python(), _numpy(), torch.default_generator.get_state().numpy().tobytes()


# Asking a generator for its state is slow, and its memory tells nearly always that it is the last one.
_last: dict[str, tuple] = {}  # module -> the generator, its memory, what that held, the state


def _python() -> tuple:
    """The state of `random`; the deviate kept from the last pair lies beside its words."""
    generator, last = random._inst, _last.get("random")
    if last is None or last[0] is not generator or last[1].raw != last[2] or last[3][2] != generator.gauss_next:
        memory = _words(id(generator) + HEAD)
        last = _last["random"] = (generator, memory, memory.raw, random.getstate())
    return last[3]


def _numpy() -> tuple:
    """NumPy's global state; a deviate kept from the last pair can be drawn without touching the words."""
    generator, last = np.random.mtrand._rand._bit_generator, _last.get("numpy")
    if last is None or last[0] is not generator or last[1].raw != last[2] or last[3][2]:
        memory = _words(generator.ctypes.state_address)
        _, key, at, has, cached = np.random.get_state(legacy=True)
        last = _last["numpy"] = (generator, memory, memory.raw, (key.tobytes(), at, has, cached))
    return last[3]


def _words(address: int) -> ctypes.Array:
    """The memory of a Mersenne Twister; `.raw` are its bytes now."""
    return (ctypes.c_char * WORDS).from_address(address)


def put(kind: int, value) -> None:
    """Make an arrived state the global state of this process."""
    _last.clear()  # it may differ from the last one in the kept deviate alone
    try:
        if kind == 0:
            words, gauss = value
            random.setstate((3, tuple(words), gauss))
        elif kind == 1:
            words, at, has, cached = value
            np.random.set_state(("MT19937", np.frombuffer(words, np.uint32), at, has, cached))
        else:
            set_state(torch.default_generator, value)
    except CodecError:
        raise
    except Exception:
        raise CodecError("a broken state of a generator") from None
