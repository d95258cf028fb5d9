"""The decoder under fire: random and mutated messages end in a value or a CodecError, within the limits.

FUZZ=100000 runs as many; the default is a sample.
"""

import json
import mmap
import os
import random
import resource
import socket
import time
from collections import Counter, OrderedDict, defaultdict, deque
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import torch
from conftest import WHOLE

from autograder.judge.codec import CodecError, dumps, loads
from autograder.judge.decode import READERS, Decoder
from autograder.judge.encode import Encoder
from autograder.judge.room import HALF, Room, make
from autograder.judge.wire import HEADER, MAGIC, PIECE, Closed, Late, Wire

TAGS = [*READERS, "?", "R", ""]
SAMPLES = [None, 1, 2**70, 1.5, "日", [1, [2, "a"]], (1, (2,)), {(1, "a"): [torch.ones(2, 3)]}, {1, 2}, b"x", bytearray(b"y"), slice(1, 2), range(3),
           np.arange(6).reshape(2, 3), np.float64(3.5), np.array(["ab"]), np.ma.array([[1.0, 2.0]], mask=[[True, False]]), torch.ones(3).bfloat16(), torch.ones(2) > 0, torch.zeros(0, 3), torch.bool,
           list(range(100)), [0.5] * 50, 1 + 2j, np.array([True, False]), torch.ones(2, requires_grad=True), torch.Generator(),
           [np.float32(0.5)] * 50, {"a": 1}.items(), {"a": 1}.keys(), Fraction(1, 3), Decimal("0.1"), Counter("aab"), OrderedDict(a=1), deque([1], 2),
           frozenset("ab"), torch.Size([2]), torch.device("cpu"), int, ...]

COUNT = int(os.environ.get("FUZZ") or (100_000 if WHOLE else 10_000))


def junk(rng, depth=0):
    kind = rng.random()
    if depth > 4 or kind < 0.4:
        return rng.choice([None, True, 0, -1, 3, 2**70, 1e308, float("nan"), "", "float32", "<f8", "|O", "Counter", "int", [], [3], [2**62, 4]])
    return [rng.choice(TAGS) if rng.random() < 0.9 else junk(rng, depth + 1), *(junk(rng, depth + 1) for _ in range(rng.randint(0, 4)))]


def mutated(rng, data: bytes) -> bytes:
    data = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data))
        data[at : at + rng.randint(0, 2)] = bytes(rng.randrange(32, 127) for _ in range(rng.randint(0, 2)))
    return bytes(data) or b"x"


def messages() -> list[tuple[bytes, list[bytes]]]:
    """(head, buffers) of each sample."""
    found = []
    for value in SAMPLES:
        enc = Encoder()
        found.append((dumps({"v": enc.value(value), "b": [b.nbytes for b in enc.buffers]}), [bytes(b) for b in enc.buffers]))
    return found


@contextmanager
def bounded(took: list[float]):
    """What runs inside takes no memory to speak of, and no message takes long."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < 64, f"{grown:.0f} MiB more"  # one message may hold 256 MiB of buffers; none of these carries 1 KiB
    assert max(took) < 2, f"a message took {max(took):.1f} s"


def test_what_arrives_is_a_value_or_refused():
    rng, known, took = random.Random(1), messages(), []
    outcomes = {"value": 0, "refused": 0}
    with bounded(took):
        for n in range(COUNT):
            data, buffers = rng.choice(known)
            data = json.dumps({"v": junk(rng)}).encode() if n % 2 else mutated(rng, data)
            began = time.perf_counter()
            try:
                Decoder([memoryview(bytearray(b)) for b in buffers]).value(loads(data).get("v"))
                outcomes["value"] += 1
            except CodecError:
                outcomes["refused"] += 1
            took.append(time.perf_counter() - began)
    assert min(outcomes.values()) > 100, outcomes  # neither side of the test is empty


class Row(list):
    """A list that can be a key; it arrives as a list, which cannot."""

    def __hash__(self):
        return len(self)


ODD = [defaultdict(bool), defaultdict(tuple, a=()), defaultdict(complex), defaultdict(object), defaultdict(None, b=1), np.array(["a", ""])[1], np.bytes_(b""),
       np.array([1, "a", [2]], dtype=object), np.array([[None, 1], [2, 3]], dtype=object), np.zeros(2, "U0"), np.array([], dtype=str), frozenset([(1, 2)]), Row([1, 2])]


@pytest.mark.parametrize("value", [*SAMPLES, *ODD], ids=lambda value: type(value).__name__)
def test_what_is_written_is_read_and_the_places_of_what_follows_agree(value):
    shared = [7]
    encoder = Encoder()
    head = loads(dumps({"v": encoder.value([value, shared, value, shared])}))["v"]
    arrived, first, again, second = Decoder([memoryview(bytearray(b)) for b in encoder.buffers]).value(head)
    assert first == [7] and first is second and type(arrived) is type(again)
    if isinstance(value, defaultdict):
        assert arrived == value and arrived.default_factory is value.default_factory
    if isinstance(value, np.generic):
        assert arrived == value


@pytest.mark.parametrize("value", [{Row([1])}, {Row([1]): 2}, {(Row([1]), 3)}, frozenset([Row([1])])], ids=lambda value: type(value).__name__)
def test_what_is_no_key_where_it_arrives_is_refused_where_it_is_written(value):
    with pytest.raises(CodecError, match="a key"):
        Encoder().value(value)


def test_a_frame_of_any_bytes_is_read_or_refused():
    """Header, head and buffers changed at random: what is claimed and never comes takes no memory."""
    rng, known, took = random.Random(2), messages(), []
    outcomes, shared = {"read": 0, "refused": 0, "cut": 0}, Room(mmap.mmap(-1, 2 * HALF), True)
    with bounded(took):
        for n in range(COUNT // 10):
            data, buffers = rng.choice(known)
            offset, body = HEADER.size + len(data), b""
            for b in buffers:
                body += bytes(-(offset + len(body)) % 16) + b
            frame = HEADER.pack(MAGIC, len(data), len(body)) + data + body
            if n % 3:
                at = rng.choice([rng.randrange(HEADER.size), rng.randrange(len(frame))])
                frame = frame[:at] + bytes([rng.randrange(256)]) + frame[at + rng.randint(0, 2) :]
            ours, theirs = socket.socketpair()
            wire = Wire(ours, shared)
            theirs.sendall(frame)
            theirs.close()
            began = time.perf_counter()
            try:
                head, found = wire.receive()
                Decoder(found).value(head.get("v"))
                outcomes["read"] += 1
            except CodecError:
                outcomes["refused"] += 1
            except Closed:
                outcomes["cut"] += 1
            took.append(time.perf_counter() - began)
            ours.close()
    assert min(outcomes.values()) > 20, outcomes


@pytest.mark.parametrize("make", [
    lambda x: x, lambda x: x.mT, lambda x: x[:, :1].expand(3, 5), lambda x: x[:1, :1].expand(1, 1), lambda x: x.sum().expand(1, 1), lambda x: x[0, 0],
    lambda x: x.as_strided((1,), (7,)), lambda x: x.as_strided((1, 1), (0, 9)), lambda x: x[::2, ::3], lambda x: x[:0], lambda x: x.flip(0), lambda x: x[:, 1:2].mT])
@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.bfloat16, torch.int8, torch.bool])
def test_a_tensor_crosses_however_it_lies_in_memory(make, dtype):
    """The gradient of `y.sum()` is one number behind every element: PyTorch calls it contiguous where it has one element."""
    x = make(torch.arange(12).reshape(3, 4).to(dtype))
    enc = Encoder()
    node = enc.value(x)
    y = Decoder([memoryview(bytearray(b)) for b in enc.buffers]).value(node)
    assert y.shape == x.shape and y.dtype == x.dtype and torch.equal(x, y)


@pytest.mark.parametrize("frame", [
    HEADER.pack(MAGIC, 2**31, 0), HEADER.pack(MAGIC, 10, 2**45), b"\xff" * 64, HEADER.pack(MAGIC, 2, 0) + b"[]",
    HEADER.pack(MAGIC, 12, 0) + b'{"b":[9999]}', HEADER.pack(MAGIC, 20000, 0) + b"[" * 20000])
def test_broken_frames_are_refused_before_memory_is_taken(frame):
    ours, theirs = socket.socketpair()
    theirs.sendall(frame)
    with pytest.raises(CodecError):
        Wire(ours).receive()


def test_what_lies_in_shared_memory_is_copied_before_anybody_looks():
    memory = mmap.mmap(-1, 2 * HALF)
    (ours, theirs), first, second = socket.socketpair(), Room(memory, True), Room(memory, False)
    sent = [memoryview(bytes([n]) * (PIECE + n)) for n in range(1, 4)] + [memoryview(b"small")]
    Wire(theirs, second).send({"v": 1}, sent)
    head, found = Wire(ours, first).receive()
    memory[:] = bytes(2 * HALF)  # the other side writes at any moment
    assert head == {"v": 1} and [bytes(b) for b in found] == [bytes(b) for b in sent]


@pytest.mark.parametrize("sizes, room", [([-1], False), ([-HALF - 1], True), ([-HALF, -1], True), ([-(2**40)], True)])
def test_a_buffer_outside_the_shared_memory_is_refused(sizes, room):
    ours, theirs = socket.socketpair()
    data = dumps({"b": sizes})
    theirs.sendall(HEADER.pack(MAGIC, len(data), 0) + data)
    with pytest.raises(CodecError):
        Wire(ours, Room(mmap.mmap(-1, 2 * HALF), True) if room else None).receive()


def test_nobody_takes_the_shared_memory_away():
    """A mapping behind the end of its file kills who reads it."""
    fd = make()
    for size in (0, 4 * HALF):
        with pytest.raises(PermissionError):
            os.ftruncate(fd, size)
    os.close(fd)


def test_a_cut_frame_is_no_message():
    ours, theirs = socket.socketpair()
    wire = Wire(ours)
    theirs.sendall(HEADER.pack(MAGIC, 8, 0) + b'{"b"')
    with pytest.raises(Late):
        wire.receive(until=time.monotonic() + 0.05)
    theirs.sendall(b":[]}")
    assert wire.receive() == ({}, [])  # it goes on where the deadline cut it
    theirs.close()
    with pytest.raises(Closed):
        wire.receive()
