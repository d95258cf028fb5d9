"""ipykernel's parts with less to do between two cells of a kernel that lives for one notebook.

They give what ipykernel and IPython give, but for the frames in the middle of an endless recursion and
for `exit()`, which ends nothing here; what they save is a tenth of a second for each notebook, and pages
of memory that forked kernels otherwise share.
"""

from __future__ import annotations

import inspect
import os
import select
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ipykernel import ipkernel
from ipykernel.iostream import OutStream
from ipykernel.ipkernel import IPythonKernel
from IPython.core.compilerop import CachingCompiler

from autograder import syntax

PIPE = 1 << 16  # bytes: all that a pipe holds


class CellCompiler(CachingCompiler):
    """Names for cells that look like ipykernel's, whose hash is computed in plain Python.

    A traceback asks for the module of each of its frames.  That of a cell is none, and `inspect` need not look at all that are loaded to say so.
    """

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        known = super().get_code_name(raw_code, transformed_code, number)  # <ipython-input-7-0123456789ab>
        return os.path.join(tempfile.gettempdir(), f"ipykernel_{os.getpid()}", f"{known.strip('<>').rpartition('input-')[2]}.py")

    def cache(self, *args, **kwargs) -> str:
        name = super().cache(*args, **kwargs)
        inspect.modulesbyfile[os.path.abspath(name)] = ""  # the cache that inspect keeps; there is no module of this name
        return name


class CellKernel(IPythonKernel):
    """A kernel whose cells are compiled by that."""

    compiler_class = CellCompiler


class Stream(OutStream):
    """stdout or stderr.  Nothing written, nothing to wait for: ipykernel wakes a thread after each cell and waits for it.

    What a command or a library in C wrote to the descriptor is part of the cell, however late the thread that watches it wakes.
    """

    def __init__(self, *args, **kwargs):
        self._reading = threading.RLock()  # a signal's handler may print, too
        super().__init__(*args, **kwargs)

    def _watch_pipe_fd(self) -> None:
        try:
            while self._should_watch:
                select.select([self._fid], [], [])
                self._take()
        except Exception:
            self._exc = sys.exc_info()  # as ipykernel notes it

    def _take(self) -> None:
        """Write what waits in the pipe to the stream, and to where the descriptor led before.  Once: a process left behind may write for ever."""
        with self._reading:
            if self._should_watch and select.select([self._fid], [], [], 0)[0]:
                told = os.read(self._fid, PIPE)
                self.write(told.decode(errors="replace"))
                os.write(self._original_stdstream_copy, told)

    def flush(self) -> None:
        if self._should_watch and self._is_master_process():
            self._take()
        if self._buffers:
            super().flush()


class _FewModules:
    """`sys` as ipykernel sees it, with no module loaded."""

    modules: dict = {}

    def __getattr__(self, name: str):
        return getattr(sys, name)


@contextmanager
def few_modules(wanted: bool) -> Iterator[None]:
    """While a kernel starts: it lists the files of all modules for its debugger, and to look at 3,600 modules copies as many pages."""
    try:
        if wanted:
            ipkernel.sys = _FewModules()
        yield
    finally:
        ipkernel.sys = sys


def outlive(shell) -> None:
    """`exit()` and `quit()` end a student's own session; the notebook that is graded goes on, as if they were not there."""
    shell.ask_exit = lambda: None


FIRST, LAST = 12, 4  # frames of an endless recursion that are shown


def shorten(shell) -> None:
    """IPython looks for the module of each of a recursion's 3,000 frames among all that are loaded: that takes longer than most cells may."""
    def show(shell, kind, error, traceback, tb_offset=None):
        frames = [traceback]
        while frames[-1].tb_next:
            frames.append(frames[-1].tb_next)
        if len(frames) > FIRST + LAST:
            frames[FIRST - 1].tb_next = frames[-LAST]
        shell.showtraceback((kind, error, traceback), tb_offset=tb_offset)

    shell.set_custom_exc((RecursionError,), show)


def hasten(shell) -> None:
    """A cell that is Python as it stands is not read again and again for magics and for `await`: that takes longer than most tests."""
    transform, ask = shell.transform_cell, shell.should_run_async
    as_it_comes = _transformers(shell)

    def transform_cell(cell: str) -> str:
        return f"{cell.rstrip()}\n" if _is_plain(cell) and _transformers(shell) == as_it_comes and _stays(shell, cell) else transform(cell)

    def should_run_async(cell: str, **known) -> bool:
        return ("await" in cell or "async" in cell) and ask(cell, **known)

    shell.transform_cell, shell.should_run_async = transform_cell, should_run_async


def _transformers(shell) -> list:
    """What rewrites cells, of IPython's own and of whoever registered more."""
    manager = shell.input_transformer_manager
    return [*shell.input_transformers_cleanup, *shell.input_transformers_post, *manager.cleanup_transforms, *manager.line_transforms, *manager.token_transformers]


def _stays(shell, cell: str) -> bool:
    """Whether IPython's quick steps leave it alone: they take prompts (`>>> `) out of any line of a cell, also out of a string."""
    manager, lines = shell.input_transformer_manager, f"{cell}\n".splitlines(keepends=True)
    changed = lines
    for step in (*manager.cleanup_transforms, *manager.line_transforms):
        changed = step(changed)
    return changed == lines


def _is_plain(cell: str) -> bool:
    """Whether it is Python.  One statement alone may be a magic without its sign (`ls`).

    >>> _is_plain("a = 1\\nb = 2"), _is_plain("ls"), _is_plain("a = 1\\n%time b = 2")
    (True, False, False)
    """
    try:
        return len(syntax.parse(cell).body) > 1
    except (SyntaxError, ValueError):
        return False
