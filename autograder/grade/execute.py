"""Run one notebook the way nbgrader does, at most once.

`ExecuteOnce` is nbgrader's Execute with a memory and the limits of kernels/limits.py:
what a notebook printed lies in the course's .cache/executed under the digest of
everything that decides it.  The batch fills that memory; plain `nbgrader autograde`
and formgrader find the results there, or run the notebook themselves.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import platform
import tempfile
import time
from datetime import datetime
from importlib.metadata import distributions
from pathlib import Path

import nbformat
from jupyter_core.utils import run_sync
from nbclient.exceptions import DeadKernelError
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade
from traitlets import Unicode, default
from traitlets.config import Config

from autograder.judge import canary, plan
from autograder.judge.run import REMARKS, TRACE, judged, within_points
from autograder.kernels.limits import DIED, NOTEBOOK, STUCK, TIMEOUT, Limited, explained, told
from autograder.kernels.local import LocalKernelManager

DEAD = "DeadKernelError"


class ExecuteOnce(Limited, Execute):
    """nbgrader's Execute; a notebook that ran before is not run again.

    A kernel that dies fails the cells it did not reach instead of the whole submission, if it
    dies a second time; one that dies before the first cell says nothing about the notebook.
    """

    memory = Unicode(os.path.join(".cache", "executed"), help="folder of executed notebooks, in the course folder; empty: none").tag(config=True)
    # nbclient bound these blocking twins to its own methods; nbgrader calls them
    start_new_kernel_client = run_sync(Limited.async_start_new_kernel_client)
    execute_cell = run_sync(Limited.async_execute_cell)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("kernel_manager_class", LocalKernelManager)
        super().__init__(*args, **kwargs)

    @default("shutdown_kernel")
    def _at_once(self) -> str:
        return "immediate"  # nothing in it is worth saving

    def preprocess(self, nb, resources=None, km=None):
        if not self.memory:
            return self.executed(nb, resources, km)
        folder = (resources or {}).get("metadata", {}).get("path")
        kept = Path(self.memory) / f"{key(nb, files_of(Path(folder)) if folder else {}, options(self.config), type(self))}.ipynb"
        if kept.exists():
            return with_outputs(nb, nbformat.read(kept, as_version=4)), resources
        nb, resources = self.executed(nb, resources, km)
        if not hit_a_limit(nb):
            remember(kept, nbformat.writes(nb).encode())
        return nb, resources

    def executed(self, nb, resources=None, km=None):
        """Run it; a second time if the kernel died by itself, because somebody else may have killed it."""
        again = nbformat.from_dict(nb)
        began = time.monotonic()
        nb, resources = self._whole(nb, resources, km)
        if _died(nb) and time.monotonic() - began < self.whole() / 2:
            nb, resources = self._whole(again, resources, km)
        return nb, resources

    def _whole(self, nb, resources, km):
        """Run it to the end, with a second try at starting the kernel."""
        for again in (True, False):
            try:
                nb, resources = self._started(nb, resources, km)
                break
            except DeadKernelError:
                break
            except RuntimeError:  # nbclient's word for a kernel that did not start
                if not again:
                    raise
        for cell in code_cells(nb):
            skipped = not cell.source.strip() or self.skip_cells_with_tag in cell.metadata.get("tags", [])
            if cell.execution_count is None and not skipped:
                _fail(cell, self.ended or DIED)
            cell.outputs = [explained(out) if out.output_type == "error" else out for out in cell.outputs]
        return nb, resources

    def _started(self, nb, resources, km):
        """One run in a kernel of its own, and the graded cells in the judge's where the notebook has a plan."""
        known = plan.of(nb)
        if known is None:
            return super().preprocess(nb, resources, km)
        if known != plan.OFF:
            return judged(self, nb, resources, known)
        ran = canary.planted(nb)
        try:
            _, resources = super().preprocess(ran, resources, km)
        finally:  # also what ran before the kernel died
            nb.metadata[REMARKS] = canary.lifted(nb, ran)
        for cell in code_cells(nb):
            if is_grade(cell):
                within_points(cell, float(cell.metadata.nbgrader.get("points", 0)))
        return nb, resources


def code_cells(nb) -> list:
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def seconds(cells: list[NotebookNode]) -> float:
    """How long cells ran, by the kernel's own messages; 0 for those without times."""
    spans = [cell.metadata.get("execution", {}) for cell in cells]
    ends = [(span["iopub.status.busy"], span["iopub.status.idle"]) for span in spans if "iopub.status.busy" in span and "iopub.status.idle" in span]
    return sum((datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds() for begin, end in ends)


def with_outputs(nb, ran):
    """`nb` with the outputs of `ran`, which has the same code; all else (points, notes) is its own."""
    for cell, other in zip(code_cells(nb), code_cells(ran), strict=True):
        cell.outputs, cell.execution_count = other.outputs, other.execution_count
        if "execution" in other.metadata:
            cell.metadata.execution = other.metadata.execution  # when it ran, for the class report
    if "language_info" in ran.metadata:
        nb.metadata.language_info = ran.metadata.language_info
    nb.metadata.update({name: ran.metadata[name] for name in (TRACE, REMARKS) if name in ran.metadata})
    return nb


def _fail(cell, sentence: str) -> None:
    """Give a cell that did not end an error, so that it scores 0 and says why."""
    cell.outputs = [nbformat.v4.new_output("error", ename=DEAD, evalue=sentence, traceback=[f"{DEAD}: {sentence}"])]


def _died(nb) -> bool:
    """Whether a kernel ended without a limit that explains it."""
    return any(out.get("ename") == DEAD and told(out.evalue) in ("", told(DIED)) for cell in code_cells(nb) for out in cell.outputs)


def hit_a_limit(nb) -> bool:
    """Whether the clock decided; perhaps the machine was busy, so nobody remembers such a result."""
    return any(out.get("ename") == TIMEOUT or out.get("evalue") in (NOTEBOOK, STUCK) for cell in code_cells(nb) for out in cell.outputs)


def remember(path: Path, content: bytes) -> None:
    """Write whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.replace(part, path)


def options(config: Config) -> Config:
    """What the configuration says about running a notebook, as data."""
    names = {c.__name__ for c in ExecuteOnce.mro()}
    return Config({name: section for name, section in config.items() if name in names})


class Program(bytes):
    """The content of a file that may be run."""


def files_of(folder: Path) -> dict[str, bytes]:
    """The files beside the notebooks that a notebook can read: {path in the folder: content}.

    A link stands for the file behind it: of what students hand in, only clean copies without links come here.
    """
    found = {}
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in (".ipynb_checkpoints", "__pycache__")]
        for name in names:
            path = os.path.join(at, name)
            inside = os.path.relpath(path, folder)
            if os.path.isfile(path) and not name.endswith(".ipynb") and inside != "timestamp.txt":
                content = Path(path).read_bytes()
                found[inside] = Program(content) if os.access(path, os.X_OK) else content
    return found


@functools.cache
def _packages() -> list[str]:
    return sorted(f"{d.metadata['Name']}=={d.version}" for d in distributions())


@functools.cache
def _judge() -> str:
    """A digest of the judge's own code, which decides what a graded cell says."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(Path(plan.__file__).parent.glob("*.py")))).hexdigest()


def key(nb, files: dict[str, bytes], limits: Config, step: type) -> str:
    """A digest of all that decides the outputs: code and order, files, limits, Python and the packages."""
    cells = [(cell.source, cell.metadata.get("tags", []), cell.metadata.get("nbgrader", {})) for cell in code_cells(nb)]  # the same text may be a test in one and not in another
    beside = [(os.fsencode(name).hex(), hashlib.sha256(content).hexdigest(), isinstance(content, Program)) for name, content in sorted(files.items())]
    kernel = nb.metadata.get("kernelspec", {}).get("name")
    bare = {name: {k: v for k, v in section.items() if k != "memory"} for name, section in limits.items()}
    facts = [f"{step.__module__}.{step.__qualname__}", cells, plan.of(nb), plan.of(nb) and _judge(), beside, kernel, bare, platform.python_version(), _packages()]
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=repr).encode()).hexdigest()[:32]


def run(nb: NotebookNode, config: Config) -> NotebookNode:
    """Execute `nb` in a fresh kernel in an empty folder; returns it with its outputs."""
    with tempfile.TemporaryDirectory() as folder:
        done, _ = ExecuteOnce(config=config).preprocess(nb, {"metadata": {"path": folder}})
    return done


def graded_part(nb: NotebookNode) -> NotebookNode:
    """The cells that can change a score: the ones up to the last graded one."""
    last = max(n for n, cell in enumerate(nb.cells) if is_grade(cell))
    part = nbformat.from_dict(nb)
    part.cells = part.cells[: last + 1]
    return part
