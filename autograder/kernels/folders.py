"""Temporary folders that nobody leaves behind, not even a process that was killed.

Every process that runs kernels keeps its folders in one of its own, on which it holds a lock.  A
lock dies with its process, so the next process that comes by can tell which folders are orphans
and removes them.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path


def new(prefix: str) -> Path:
    """A new empty folder; its maker removes it, or whoever comes after a maker that was killed."""
    made = Path(tempfile.mkdtemp(prefix=prefix, dir=_mine(os.getpid())))
    made.chmod(0o711)  # a kernel's other user number may pass through to its scratch folder
    return made


def drop() -> None:
    """Remove this process's folders now: for a process that ends without its exit handlers."""
    shutil.rmtree(_mine(os.getpid()), ignore_errors=True)


@cache
def _mine(pid: int) -> Path:
    """This process's folder.  Short names: the path of a socket has about 100 characters."""
    parent = Path(tempfile.gettempdir()) / f"autograder-{os.getuid()}"
    parent.mkdir(mode=0o700, exist_ok=True)
    if parent.stat().st_uid != os.getuid():
        raise PermissionError(f"{parent} belongs to somebody else")
    with alone(parent):
        sweep(parent)
        mine = Path(tempfile.mkdtemp(prefix="p", dir=parent))
        for folder in (parent, mine):
            folder.chmod(0o711)
        _locks.append(_locked(mine / ".lock"))
    atexit.register(shutil.rmtree, mine, ignore_errors=True)
    return mine


_locks: list[int | None] = []  # open as long as this process lives


def _locked(path: Path) -> int | None:
    """A descriptor that holds the lock, or None if somebody else holds it."""
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return fd
    except OSError:
        os.close(fd)
        return None


@contextmanager
def alone(parent: Path) -> Iterator[None]:
    """One process at a time: a folder that has no lock yet would look like an orphan to another one's sweep."""
    fd = os.open(parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def sweep(parent: Path) -> None:
    """Remove the folders of processes that are gone; for who is alone."""
    for folder in parent.iterdir():
        lock = folder / ".lock"
        if not lock.exists():  # its owner is removing it, or another sweep ended halfway
            shutil.rmtree(folder, ignore_errors=True)
            continue
        try:
            fd = _locked(lock)
        except FileNotFoundError:  # its owner has just removed it
            continue
        if fd is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(fd)
