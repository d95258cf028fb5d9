"""The third number: mutants of the reference solutions that no test tells from the reference.

Each mutant is graded like a submission, by the step of nbgrader_config.py that executes
notebooks, until the first check that it loses.  Outcomes are kept in .cache/mutants under
the digest of the mutant and of the cells that test it, so an interrupted run goes on.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import random
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade, is_grade
from rich.console import Console
from traitlets.config import Config

from autograder.answers.mutants import (
    Mutant,
    equivalent,
    mutants,
    reference,
    with_mutant,
)
from autograder.course import ROOT, Course, Exercise, display
from autograder.errors import InputError
from autograder.grade.batch import progress
from autograder.grade.execute import graded_part
from autograder.pool import pool
from autograder.publish import text
from autograder.wiring import config_for

SLOWER = 5  # a cell of a mutant may take this many times the reference's slowest cell …
LEAST_S = 10  # … and these seconds at least; it loses the check that takes longer


@dataclass(frozen=True)
class Outcome:
    """What became of an exercise's mutants.  caught: mutant -> the check that it loses first."""

    total: int
    caught: dict[Mutant, str]
    survivors: list[Mutant]
    listed: dict[tuple[str, str, str, str], str]
    stale: list[tuple[str, str, str, str]]

    @property
    def unexplained(self) -> list[Mutant]:
        return [mutant for mutant in self.survivors if mutant.name not in self.listed]

    @property
    def not_equivalent(self) -> dict[Mutant, str]:
        """Listed as equivalent, and caught all the same."""
        return {mutant: check for mutant, check in self.caught.items() if mutant.name in self.listed}


def until_lost(step: type[Execute]) -> type[Execute]:
    """The step that executes notebooks, stopping behind the first graded cell that lost points."""
    class UntilLost(step):
        lost, slowest = "", 0.0

        def preprocess_cell(self, cell, resources, index):
            if self.lost:
                return cell, resources
            begun = time.monotonic()
            cell, resources = super().preprocess_cell(cell, resources, index)
            self.slowest = max(self.slowest, time.monotonic() - begun)
            if is_grade(cell):
                cell.outputs = [out for out in cell.outputs if out.get("name") != "stderr"]  # as IgnorePattern does
                score, points = determine_grade(cell)
                self.lost = cell.metadata.nbgrader.grade_id if score < points else ""
            return cell, resources

    return UntilLost


def _first_lost(nb: NotebookNode, config: Config) -> tuple[str, float]:
    """(the first check that a notebook loses or "", seconds of its slowest cell)."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # one thread a kernel: the kernels themselves are many
    step, = (s for s in config.Autograde.autograde_preprocessors if issubclass(s, Execute))
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as memory:
        once = until_lost(step)(config=config, memory=memory)
        once.preprocess(nb, {"metadata": {"path": folder}})
    unreached = next((c.metadata.nbgrader.grade_id for c in nb.cells if is_grade(c) and c.execution_count is None), "")
    return once.lost or unreached, once.slowest


def measure(chosen: list[Exercise], course: Course, sample: int | None = None, seed: int = 0) -> dict[str, Outcome]:
    """Grade the mutants of each exercise, or `sample` of all of them drawn with `seed`."""
    every, books, listed = {}, {}, {}
    for exercise in chosen:
        source = text.read(exercise)
        books[exercise] = graded_part(reference(exercise, source))
        every[exercise], listed[exercise] = mutants(exercise, source), equivalent(exercise)
    pairs = [(exercise, mutant) for exercise in chosen for mutant in every[exercise]]
    if sample is not None and sample < len(pairs):
        pairs = random.Random(seed).sample(pairs, sample)
    memory = _Memory(course.cache / "mutants")
    lost = {pair: memory.get(pair[0], with_mutant(books[pair[0]], pair[1])) for pair in pairs}
    todo = [pair for pair in pairs if lost[pair] is None]
    limits = {e: _limits(e, books[e], course) for e in dict.fromkeys(e for e, _ in todo)}
    with progress() as bar:
        task = bar.add_task("mutants", total=len(pairs), completed=len(pairs) - len(todo))
        jobs = {pair: (with_mutant(books[pair[0]], pair[1]), limits[pair[0]]) for pair in todo}
        for pair, check in _run(jobs):
            lost[pair] = check
            memory.note(pair[0], with_mutant(books[pair[0]], pair[1]), check)
            bar.advance(task)
    return {e.name: _outcome(every[e], {m: check for (of, m), check in lost.items() if of == e}, listed[e]) for e in chosen}


def _limits(exercise: Exercise, nb: NotebookNode, course: Course) -> Config:
    """The course's configuration with a time limit that suits the exercise; the reference must lose nothing."""
    from nbformat import from_dict

    check, slowest = _first_lost(from_dict(nb), course.config)
    if check:
        raise InputError(display(exercise.text), f"the reference itself loses {check}; mend that first (`autograder bank {exercise} --answer reference --why`)")
    config = config_for(course)
    config.ExecuteOnce.timeout = max(LEAST_S, round(SLOWER * slowest))
    return config


def _run(jobs: dict) -> Iterator[tuple[object, str]]:
    """Side by side; a notebook whose process is killed has lost as well."""
    if not jobs:
        return
    with pool() as processes:
        futures = {processes.submit(_first_lost, *job): pair for pair, job in jobs.items()}
        try:
            for future in as_completed(futures):
                try:
                    yield futures[future], future.result()[0]
                except BrokenProcessPool:
                    yield futures[future], "(the process was killed)"
        except BaseException:
            processes.shutdown(wait=False, cancel_futures=True)
            raise


def _outcome(every: list[Mutant], lost: dict[Mutant, str], listed: dict) -> Outcome:
    caught = {mutant: check for mutant, check in lost.items() if check}
    names = {mutant.name for mutant in every}
    return Outcome(len(lost), caught, [m for m in every if lost.get(m) == ""], listed, [name for name in listed if name not in names])


class _Memory:
    """{digest of a notebook's code: first check lost}, one file an exercise, one line an outcome."""

    def __init__(self, folder: Path):
        self.folder, self.known = folder, {}
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, exercise: Exercise, nb: NotebookNode) -> str | None:
        if exercise.name not in self.known:
            path = self.folder / f"{exercise.name}.jsonl"
            lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
            self.known[exercise.name] = dict(json.loads(line) for line in lines if line.endswith("]"))
        return self.known[exercise.name].get(self._key(nb))

    def note(self, exercise: Exercise, nb: NotebookNode, check: str) -> None:
        with (self.folder / f"{exercise.name}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps([self._key(nb), check]) + "\n")

    @staticmethod
    def _key(nb: NotebookNode) -> str:
        facts = [[(c.source, c.metadata.get("tags", [])) for c in nb.cells if c.cell_type == "code"], platform.python_version(), (ROOT / "pyproject.toml").read_text(encoding="utf-8")]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]


def show(outcomes: dict[str, Outcome], diffs: bool = False, seed: int | None = None) -> int:
    """Print what survived and the number; returns how many mutants and entries want work."""
    console = Console(width=120, highlight=False)
    for name, outcome in outcomes.items():
        for mutant in outcome.unexplained:
            console.print(f"\n  {name} · {mutant.place} · {mutant.operator}", style="red", markup=False)
            console.print(mutant.diff if diffs else f"    - {_one(mutant.was)}\n    + {_one(mutant.now)}", markup=False, soft_wrap=True)
        for mutant, check in outcome.not_equivalent.items():
            console.print(f"  ! {name}: listed as equivalent, but {check} catches it: {_one(mutant.was)} -> {_one(mutant.now)}", markup=False)
        for place, operator, was, now in outcome.stale:
            console.print(f"  ! {name}: equivalent.toml names a mutant that does not exist: {place}, {operator}: {_one(was)} -> {_one(now)}", markup=False)
    console.print()
    for name, o in outcomes.items():
        console.print(f"{name:26} {o.total:4} mutants, {len(o.caught):4} caught, {len(o.survivors) - len(o.unexplained):3} equivalent, {len(o.unexplained):3} survive")
    drawn = f" (a sample, seed {seed})" if seed is not None else ""
    total, survive = (sum(f(o) for o in outcomes.values()) for f in (lambda o: o.total, lambda o: len(o.unexplained)))
    console.print(f"\nmutants that lost nothing and are not listed as equivalent: {survive} of {total}{drawn}")
    return survive + sum(len(o.stale) + len(o.not_equivalent) for o in outcomes.values())


def _one(lines: str) -> str:
    return " ⏎ ".join(lines.splitlines())
