"""Frames on a socket: whole messages, or nothing, also when an interrupt or a deadline falls in between.

A frame is a fixed header, the JSON head and the buffers, each buffer at a multiple of 16; in the list of their
sizes a negative one stands for a buffer that lies in the memory that both ends see (room.py).
A read that is cut short goes on where it was at the next call, so that a stream never loses its place.
"""

from __future__ import annotations

import socket
import struct
import time

import numpy as np

from autograder.judge.codec import BODY, BUFFERS, HEAD, CodecError, dumps, loads
from autograder.judge.room import Room

HEADER = struct.Struct("<4sIQ")
MAGIC = b"TFB1"
PIECE = 1 << 16  # bytes asked for at once, so that a small message is one system call
TICK = 0.1  # seconds after which a wait looks at its deadline


class Late(Exception):
    """The deadline passed."""


class Closed(Exception):
    """The other side is gone."""


class Wire:
    """One end of a stream socket, for whole messages."""

    def __init__(self, sock: socket.socket, room: Room | None = None):
        self.sock, self.room = sock, room
        for option in (socket.SO_SNDBUF, socket.SO_RCVBUF):
            sock.setsockopt(socket.SOL_SOCKET, option, 4 << 20)
        sock.setblocking(True)  # Python's own timeout would cost two more system calls for each
        for option in (socket.SO_SNDTIMEO, socket.SO_RCVTIMEO):
            sock.setsockopt(socket.SOL_SOCKET, option, struct.pack("@ll", 0, int(1e6 * TICK)))
        self._got = bytearray()  # of the frame that is being read, and what came behind it
        self._large: list | None = None  # the body of a large frame that is being read, and how much of it has come
        self._rest: list[memoryview] = []  # of the frame that is being written

    def send(self, head: dict, buffers, until: float | None = None) -> None:
        """Write one message; `until` is a time of time.monotonic()."""
        sizes, through, place = [], [], 0
        for b in buffers:
            behind = self.room.put(b, place) if self.room and b.nbytes > PIECE else None
            if behind is None:
                through.append(b)
            else:
                place = behind
            sizes.append(b.nbytes if behind is None else -b.nbytes)
        data = dumps(head | {"b": sizes})
        body, offset = [], HEADER.size + len(data)
        for b in through:
            gap = -offset % 16
            body += (memoryview(bytes(gap)), b)
            offset += gap + b.nbytes
        whole = [memoryview(HEADER.pack(MAGIC, len(data), offset - HEADER.size - len(data)) + data), *body]
        if offset < 1 << 16:
            whole = [memoryview(b"".join(whole))]
        self._rest += [part for part in whole if part.nbytes]
        self._flush(until)

    def _flush(self, until):
        while self._rest:
            try:
                sent = self.sock.sendmsg(self._rest[:256])
            except BlockingIOError:
                sent = 0
                _in_time(until)
            except OSError:
                raise Closed from None
            while sent:
                part = self._rest[0]
                if sent < part.nbytes:
                    self._rest[0], sent = part[sent:], 0
                else:
                    sent -= part.nbytes
                    del self._rest[0]

    def receive(self, until: float | None = None) -> tuple[dict, list[memoryview]]:
        """Read one message; raises Late, Closed or CodecError."""
        self._fill(HEADER.size, until)
        magic, n, m = HEADER.unpack_from(self._got)
        if magic != MAGIC or n > HEAD or m > BODY + 16 * BUFFERS:
            raise CodecError("no frame")
        start = HEADER.size + n
        self._fill(start + m if m <= PIECE else start, until)
        got, body = self._got, self._body(start, m, until)
        self._got, self._large = got[start + m :], None
        head = loads(bytes(memoryview(got)[HEADER.size : start]))
        sizes = head.pop("b", None)
        if type(sizes) is not list or len(sizes) > BUFFERS or not all(type(s) is int and -BODY <= s <= m for s in sizes):
            raise CodecError("no list of buffers")
        buffers, offset, place = [], 0, 0
        for size in sizes:
            if size < 0:
                found = self.room.take(-size, place) if self.room else None
                if found is None:
                    raise CodecError("a buffer outside the room")
                buffer, place = found
                buffers.append(buffer)
                continue
            offset += -(start + offset) % 16
            if offset + size > m:
                raise CodecError("a buffer outside the frame")
            buffers.append(body[offset : offset + size])
            offset += size
        if offset != m:
            raise CodecError("bytes that belong to no buffer")
        return head, buffers

    @property
    def waiting(self) -> bool:
        """Whether something has come that no call of `receive` has returned."""
        return bool(self._got)

    def _fill(self, size: int, until) -> None:
        while len(self._got) < size:
            self._got += self._part(self.sock.recv, PIECE, until)
            if len(self._got) < size:  # bytes that drip in never let a read wait
                _in_time(until)

    def _body(self, start: int, size: int, until) -> memoryview:
        """The bytes behind the head.  Those of a large frame are read straight into memory that nobody cleared: it takes none before they come."""
        if size <= PIECE:
            return memoryview(self._got)[start : start + size]
        shift = start % 16  # as in the frame
        if self._large is None:
            first = self._got[start : start + size]
            self._large = [np.empty(shift + size, np.uint8), len(first)]
            self._large[0][shift : shift + len(first)] = first
        view = memoryview(self._large[0])[shift:]
        while self._large[1] < size:
            self._large[1] += self._part(self.sock.recv_into, view[self._large[1] :], until)  # also after an interrupt
            if self._large[1] < size:
                _in_time(until)
        return view

    def _part(self, receive, what, until):
        """What one system call receives; waits for it."""
        while True:
            try:
                found = receive(what)
            except BlockingIOError:
                _in_time(until)
                continue
            except OSError:
                raise Closed from None
            if not found:
                raise Closed
            return found

    def close(self) -> None:
        self.sock.close()


def _in_time(until: float | None) -> None:
    if until is not None and time.monotonic() >= until:
        raise Late
