"""Processes of this machine for work that needs no cluster: pages, source notebooks, mutants, attacks.

Not for a class: that is fanout.py's.  A worker of Python's own pool waits for ever when
whoever started it is killed; here it ends, and its kernels with it.
"""

from __future__ import annotations

import os
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process

from autograder.course import workers


def pool() -> ProcessPoolExecutor:
    """As many processes as `workers()` says, each a fresh Python."""
    return ProcessPoolExecutor(workers(), mp_context=get_context("spawn"), initializer=_end_with_parent)


def _end_with_parent() -> None:
    def watch():
        parent_process().join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
