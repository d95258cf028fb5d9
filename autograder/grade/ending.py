"""How a run ends when somebody presses Ctrl-C.  Imports next to nothing: it must be there before anything else is."""

from __future__ import annotations

import os
import sys

import psutil

from autograder.kernels import folders

INTERRUPTED = "Interrupted; the same command goes on where it was."


def at_once(*_) -> None:
    """A handler of SIGINT.  What is graded is noted already, and what is not is done by the next run."""
    if sys.stdout.isatty():
        print("\x1b[?25h")  # the cursor, which the progress bar hides
    print(INTERRUPTED, file=sys.stderr, flush=True)
    kill_children()
    folders.drop()
    os._exit(130)


def kill_children(strangers: set[int] = frozenset()) -> None:
    """End all processes that this one started, and what they started, but for `strangers`."""
    for step in (psutil.Process.suspend, psutil.Process.kill):  # all stand still before the first one dies: a worker would start anew what it misses
        for child in psutil.Process().children(recursive=True):
            if child.pid in strangers:
                continue
            try:
                step(child)
            except psutil.NoSuchProcess:
                pass
