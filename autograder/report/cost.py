"""What the judge costs: a small call, a submission, a training across the border.

    python -m autograder.report.cost

    costs() -> {"call_ms": …, "submission_ms": …, "training": times as long as in one process}
"""

from __future__ import annotations

import functools
import gc
import mmap
import os
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager

import nbformat
import torch
from torch import nn

from autograder.course import exercises
from autograder.grade.execute import run
from autograder.judge import plan
from autograder.judge.objects import GuardedObjects, Objects
from autograder.judge.peer import Peer
from autograder.judge.room import HALF, Room
from autograder.judge.serve import JUDGE, STUDENT
from autograder.judge.wire import Wire
from autograder.kernels.warm import STEADY
from autograder.publish import text
from autograder.wiring import read_course

ROWS, CONTEXT, WORDS, D_MODEL = 64, 16, 1000, 64  # of a training in the project


@functools.cache
def project_model() -> type[nn.Module]:
    """The project's language model, as its reference has it."""
    source = text.read(exercises(only=["mini_lm"])[0])
    cell = next(cell for cell in source.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "lm-model")
    names = {"__name__": "__main__", "torch": torch, "nn": nn}
    exec(cell.source, names)
    return names["MiniLanguageModel"]


def add(a, b):
    return a + b


@contextmanager
def border():
    """The judge's end of a border; the other end is a forked process that has the names of this file."""
    ours, theirs = socket.socketpair()
    memory = mmap.mmap(-1, 2 * HALF)
    gc.collect()
    gc.freeze()  # as the process that forks kernels does
    child = os.fork()
    if child == 0:
        try:
            ours.close()
            torch.set_num_threads(1)
            peer = Peer(Wire(theirs, Room(memory, False)), Objects, STUDENT)
            peer.namespace = {"add": add, "Model": project_model()}
            while True:
                peer.answer(*peer.wire.receive())
        finally:
            os._exit(0)
    theirs.close()
    try:
        peer = Peer(Wire(ours, Room(memory, True)), GuardedObjects, JUDGE, limit=60)
        yield peer
    finally:
        peer.wire.close()
        os.waitpid(child, 0)
        gc.unfreeze()


def call_ms(times: int = 500) -> float:
    """Milliseconds of a call with two numbers, the median."""
    with border() as judge:
        function = judge.ask("name", "add")
        taken = []
        for n in range(times):
            began = time.perf_counter()
            function(n, 1)
            taken.append(time.perf_counter() - began)
    return 1000 * statistics.median(taken)


def _trained(model, steps: int) -> float:
    ids = torch.arange(ROWS * CONTEXT).reshape(ROWS, CONTEXT) % WORDS
    optimizer = torch.optim.AdamW(model.parameters())
    began = time.perf_counter()
    for _ in range(steps):
        loss = nn.functional.cross_entropy(model(ids).flatten(0, 1), ids.roll(-1).flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return time.perf_counter() - began


def training(steps: int = 8, rounds: int = 12) -> float:
    """How many times as long the project's training takes when the model is the other process's: the quickest of some rounds each, taken in turn."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with border() as judge:
            sizes = {"vocab_size": WORDS, "d_model": D_MODEL, "max_len": CONTEXT}
            remote, own = judge.ask("name", "Model")(**sizes), project_model()(**sizes)
            taken = [(_trained(remote, steps), _trained(own, steps)) for _ in range(rounds)]
    finally:
        torch.set_num_threads(threads)
    apart, together = map(min, zip(*taken))
    return apart / together


def submission_ms(times: int = 3) -> float:
    """Milliseconds more for a notebook with one solution and one graded cell; the median of differences."""
    meta = {"schema_version": 3, "locked": False, "task": False}
    cells = [nbformat.v4.new_code_cell("def add(a, b):\n    return a + b", metadata={"nbgrader": {**meta, "grade_id": "a", "solution": True, "grade": False}}),
             nbformat.v4.new_code_cell("assert add(1, 2) == 3", metadata={"nbgrader": {**meta, "grade_id": "t", "solution": False, "grade": True, "points": 1}})]
    nb = nbformat.v4.new_notebook(cells=cells)
    config = read_course().config.copy()
    config.ExecuteOnce.memory = ""
    taken: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(times + 1):  # the first pair warms up
        for judge in taken:
            work = nbformat.from_dict(nb)
            plan.put(work, plan.plan(nb) if judge else None)
            began = time.perf_counter()
            run(work, config)
            taken[judge].append(time.perf_counter() - began)
    return 1000 * statistics.median(a - b for a, b in zip(taken[True][1:], taken[False][1:]))


def training_as_kernels_do() -> float:
    """`training` in a process with the environment that kernels start with."""
    code = "from autograder.report.cost import training; print(training())"
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, **STEADY}, capture_output=True, text=True, check=True)
    return float(done.stdout)


def costs() -> dict[str, float]:
    """All three."""
    return {"call_ms": call_ms(), "submission_ms": submission_ms(), "training": training_as_kernels_do()}


if __name__ == "__main__":
    found = costs()
    print(f"a small call: {found['call_ms']:.2f} ms; a submission: {found['submission_ms']:.0f} ms more; training: {found['training']:.2f} times as long")
