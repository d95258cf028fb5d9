"""Memory that both ends of a border see: large buffers are copied into it and out of it, not through the socket.

Each end writes in its own half and reads the other's.  What is read is copied before anybody looks at it, because
the other side may write at any moment.  The next message of an end may take the place of its last one: an end that
gave up waiting and asks again may so garble the question before, whose answer it throws away anyhow.
"""

from __future__ import annotations

import mmap
import os

import numpy as np

HALF = 64 << 20  # bytes; pages that nobody wrote take no memory
STEP = 64  # each buffer begins at a multiple of it


class Room:
    """One end's view.  first: whether its own half is the first."""

    def __init__(self, memory: mmap.mmap, first: bool):
        halves = memoryview(memory)[: len(memory) // 2], memoryview(memory)[len(memory) // 2 :]
        self.own, self.theirs = halves if first else halves[::-1]

    def put(self, buffer: memoryview, at: int) -> int | None:
        """Copy a buffer to place `at`; returns the place behind it, or None where it does not fit."""
        end = at + buffer.nbytes
        if end > len(self.own):
            return None
        self.own[at:end] = buffer
        return end + -end % STEP

    def take(self, size: int, at: int) -> tuple[memoryview, int] | None:
        """(a copy of `size` bytes at `at`, the place behind them), or None where the other side has no such place."""
        end = at + size
        if end > len(self.theirs):
            return None
        copy = memoryview(np.empty(size, np.uint8))
        copy[:] = self.theirs[at:end]
        return copy, end + -end % STEP


def make() -> int | None:
    """A descriptor of such memory, whose size nobody can change (an end that lost it under its feet would die); None where the system has none."""
    try:
        fd = os.memfd_create("border", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    except (AttributeError, OSError):
        return None
    import fcntl  # a system that has such memory has it

    os.ftruncate(fd, 2 * HALF)
    fcntl.fcntl(fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL)
    return fd
