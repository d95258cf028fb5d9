"""The pure part of grading: the bytes of one notebook and what it needs -> the bytes of the executed one.

A worker of any dask cluster runs `execute`; it needs this package and nothing of the
course: no folder, no gradebook, no configuration file.
"""

from __future__ import annotations

import functools
import os
import signal
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.utils import setenv
from traitlets.config import Config

from autograder.grade.execute import ExecuteOnce, Program, key


@dataclass(frozen=True)
class Work:
    """A cleaned notebook; `files` lie beside it; `source` is the author's notebook; `limits` configure `step`."""

    notebook: bytes
    files: dict[str, bytes] = field(default_factory=dict)
    limits: Config = field(default_factory=Config)
    step: type = ExecuteOnce
    where: dict[str, str] = field(default_factory=dict)
    source: bytes = b""

    @functools.cached_property
    def key(self) -> str:
        """Two works with one key have one result."""
        return key(nbformat.reads(self.notebook, as_version=4), self.files, self.limits, self.step)


@dataclass(frozen=True)
class Result:
    """`notebook` is None where nothing could be run, and `reason` says why; `seconds` of each part."""

    notebook: bytes | None
    reason: str = ""
    seconds: dict[str, float] = field(default_factory=dict)


def execute(work: Work) -> Result:
    """Run the notebook in a folder of its own with its files in it."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # one thread a kernel: the kernels themselves are many
    if threading.current_thread() is not threading.main_thread():
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])  # a worker ignores Ctrl-C, the kernels that it starts must not
    began = time.perf_counter()
    try:
        with tempfile.TemporaryDirectory(prefix="work-", ignore_cleanup_errors=True) as folder:
            for name, content in work.files.items():
                path = Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                path.chmod(0o755 if isinstance(content, Program) else 0o644)
            resources = {"metadata": {"path": folder}, "nbgrader": dict(work.where), "source": work.source}
            limits = Config(work.limits)
            limits.ExecuteOnce.memory = ""  # what was run is remembered where the course is
            with setenv(NBGRADER_EXECUTION="autograde"):
                nb, resources = work.step(config=limits).preprocess(nbformat.reads(work.notebook, as_version=4), resources)
        return Result(nbformat.writes(nb).encode("utf-8", "replace"), "", {"execute": time.perf_counter() - began})
    except Exception as error:  # one notebook must not end the batch
        return Result(None, f"{type(error).__name__}: {error}".strip(), {"execute": time.perf_counter() - began})
