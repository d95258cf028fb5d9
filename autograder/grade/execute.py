"""Run one notebook the way nbgrader does, at most once.

`ExecuteOnce` is nbgrader's Execute with a memory: the result of a notebook lies
in .cache/executed under the digest of everything that decides it.  The batch
(batch.py) and the bank fill that memory with several kernels side by side; plain
`nbgrader autograde` finds the results there, or runs the notebook itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import tempfile
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Iterator

import nbformat
from nbclient.exceptions import DeadKernelError
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade
from traitlets import Unicode
from traitlets.config import Config

from autograder.course import ROOT, Course, workers
from autograder.kernels.local import LocalKernelManager

TIMEOUT = "CellTimeoutError"


class ExecuteOnce(Execute):
    """nbgrader's Execute; a notebook that ran before is not run again.

    A kernel that dies fails the cells it did not reach instead of the whole submission;
    one that dies before the first cell says nothing about the notebook and is started again.
    """

    memory = Unicode(str(ROOT / ".cache" / "executed"), help="folder of executed notebooks").tag(config=True)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("kernel_manager_class", LocalKernelManager)
        super().__init__(*args, **kwargs)

    def preprocess(self, nb, resources=None, km=None):
        kept = Path(self.memory) / f"{self.key(nb)}.ipynb"
        if kept.exists():
            done = nbformat.read(kept, as_version=4)
            for cell, ran in zip(_code(nb), _code(done), strict=True):
                cell.outputs, cell.execution_count = ran.outputs, ran.execution_count
            if self._timed_out(done):  # perhaps the machine was busy: good for one use
                kept.unlink()
            return nb, resources
        try:
            nb, resources = self._started(nb, resources, km)
        except DeadKernelError:
            _fail_unreached(nb)
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkstemp(dir=kept.parent, suffix=".part")[1])
        part.write_text(nbformat.writes(nb), encoding="utf-8")
        part.replace(kept)
        return nb, resources

    def _started(self, nb, resources, km):
        try:
            return super().preprocess(nb, resources, km)
        except DeadKernelError:
            raise
        except RuntimeError:  # nbclient's word for a kernel that did not start
            return super().preprocess(nb, resources, km)

    def key(self, nb) -> str:
        """A digest of all that decides the outputs: code, order, limits, Python and the pinned packages."""
        facts = [[(c.source, self.skip_cells_with_tag in c.metadata.get("tags", [])) for c in _code(nb)], self.timeout, platform.python_version(), (ROOT / "pyproject.toml").read_text()]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]

    @staticmethod
    def _timed_out(nb) -> bool:
        return any(out.get("ename") == TIMEOUT for cell in _code(nb) for out in cell.outputs)


def _code(nb) -> list:
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def _fail_unreached(nb) -> None:
    """Give every code cell that the dead kernel did not finish an error, so that it scores 0."""
    for cell in _code(nb):
        if cell.execution_count is None:
            line = "DeadKernelError: カーネルがここまでに終了しました / the kernel died before this cell ended"
            cell.outputs = [nbformat.v4.new_output("error", ename="DeadKernelError", evalue=line, traceback=[line])]


def run(nb: NotebookNode, config: Config) -> NotebookNode:
    """Execute `nb` in a fresh kernel in an empty folder; returns it with its outputs."""
    with tempfile.TemporaryDirectory() as folder:
        done, _ = ExecuteOnce(config=config).preprocess(nb, {"metadata": {"path": folder}})
    return done


def _job(name, nb: NotebookNode, config: Config):
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # one thread a kernel: the kernels themselves are many
    try:
        return name, run(nb, config), None
    except Exception as error:  # one notebook must not end the batch
        return name, None, f"{type(error).__name__}: {error}"


def run_all(jobs: dict, course: Course) -> Iterator[tuple[object, NotebookNode | None, str | None]]:
    """Run {name: notebook} side by side; yields (name, executed, None) or (name, None, reason) as they end."""
    if len(jobs) == 1:  # not worth starting processes
        yield from (_job(name, nb, course.config) for name, nb in jobs.items())
        return
    # spawn: a forked child would inherit the parent's event loop and sockets
    with ProcessPoolExecutor(workers(), mp_context=get_context("spawn")) as pool:
        futures = {pool.submit(_job, name, nb, course.config): name for name, nb in jobs.items()}
        for future in as_completed(futures):
            try:
                yield future.result()
            except BrokenProcessPool:
                yield futures[future], None, "the process that ran this notebook was killed (out of memory?)"


def graded_part(nb: NotebookNode) -> NotebookNode:
    """The cells that can change a score: the ones up to the last graded one."""
    last = max(n for n, cell in enumerate(nb.cells) if is_grade(cell))
    part = nbformat.from_dict(nb)
    part.cells = part.cells[: last + 1]
    return part
