"""Can the judge serve a notebook's tests?  Its reference solution, handed in like a student's work, is the proof.

A check that the reference passes in one kernel and not through the judge needs more than crosses the
border: it reads a student's source, patches an object of the student's, catches an exception of a class of the
student's, makes more calls than its time allows.  A check that asks an object of the student's for a verdict (`a == b`) passes or fails by the
object's identity, so it says nothing about a wrong answer either.  Such a notebook is graded in one
kernel (judge/step.py says so), as if c.JudgePlan.off named it.

What ran is remembered as any notebook is, so this costs one run for each notebook of a new version.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import IgnorePattern
from nbgrader.utils import determine_grade, is_grade

from autograder.course import Assignment, Course
from autograder.grade import fanout
from autograder.grade.collect import Submission
from autograder.grade.execute import DEAD, ExecuteOnce, hit_a_limit, remember, seconds
from autograder.grade.score import Scorer
from autograder.grade.work import Work
from autograder.judge import plan
from autograder.judge.run import DOUBTS
from autograder.kernels.limits import TIMEOUT

STUDENT = ".reference"  # nobody is called so: a folder of this name is not listed


def find_unserved(client, course: Course, scores: Scorer, assignments: list[Assignment], memory: Path) -> None:
    """Note which notebooks of these assignments the judge cannot serve, and with which cells."""
    if course.config.JudgePlan.get("proven"):
        return
    known = plan.unserved(course.root)
    others = {name: cells for name, cells in known.items() if name.partition("/")[0] not in {a.name for a in assignments}}
    if others != known:
        plan.note_unserved(course.root, others)  # else the judge would be off for the reference, too
    works = {f"{a.name}/{name}": work for a in assignments for name, work in _reference(scores, a).items()}
    apart = _ran(client, {name: work for name, work in works.items() if _plan(work) not in (None, plan.OFF)}, memory)
    lost = {name: {cell for cell, (got, of) in _points(nb, course).items() if got < of} for name, nb in apart.items()}
    together = _ran(client, {name: _in_one_kernel(works[name]) for name, cells in lost.items() if cells}, memory)
    found = {}
    for name, nb in apart.items():
        ours, theirs = _points(nb, course), _points(together[name], course) if name in together else {}
        busy = _out_of_time(nb) - _quick(together[name], course) if name in together else set()
        cells = [cell for cell in ours if cell in nb.metadata.get(DOUBTS, []) or cell in lost[name] & theirs.keys() - busy and ours[cell][0] < theirs[cell][0]]
        found |= {name: cells} if cells else {}
    if found:
        plan.note_unserved(course.root, others | found)


def _reference(scores: Scorer, assignment: Assignment) -> dict[str, Work]:
    submission = Submission(STUDENT, assignment, scores.course.folder("source", assignment.name))
    try:
        submission.copy(scores.staged(submission), scores.cells(assignment))
        return scores.clean(submission)
    finally:
        shutil.rmtree(scores.staged(submission), ignore_errors=True)


def _plan(work: Work) -> dict | None:
    return plan.of(nbformat.reads(work.notebook.decode(), as_version=4))


def _in_one_kernel(work: Work) -> Work:
    nb = nbformat.reads(work.notebook.decode(), as_version=4)
    plan.put(nb, plan.OFF)
    return replace(work, notebook=nbformat.writes(nb).encode())


def _ran(client, works: dict[str, Work], memory: Path) -> dict[str, NotebookNode]:
    """The notebooks executed, or as they are remembered; one that could not be run is not among them."""
    done, unknown = {}, []
    for name, work in works.items():
        kept = memory / f"{work.key}.ipynb"
        if kept.exists():
            done[name] = nbformat.read(kept, as_version=4)
        else:
            unknown.append(((name, kept), work))
    for (name, kept), result in fanout.run_all(client, unknown):
        if result.notebook is not None:
            done[name] = nbformat.reads(result.notebook.decode(), as_version=4)
            if not hit_a_limit(done[name]):
                remember(kept, result.notebook)
    return {name: done[name] for name in works if name in done}


def _out_of_time(nb: NotebookNode) -> set[str]:
    """Graded cells that a clock ended: for a busy machine, or for a hundred thousand calls across the border."""
    def late(out) -> bool:
        return out.output_type == "error" and (out.ename in (DEAD, TIMEOUT) or out.evalue.startswith("no answer within"))

    return {cell.metadata.nbgrader.grade_id for cell in nb.cells if is_grade(cell) and any(late(out) for out in cell.get("outputs", []))}


def _quick(nb: NotebookNode, course: Course) -> set[str]:
    """Graded cells that took less than a tenth of the time that a cell has: no busy machine would make them late."""
    limit = ExecuteOnce(config=course.config).timeout
    return {cell.metadata.nbgrader.grade_id for cell in nb.cells if is_grade(cell) and limit and seconds([cell]) < limit / 10}


def _points(nb: NotebookNode, course: Course) -> dict[str, tuple[float, float]]:
    """{graded cell: (points, of how many)}; what a person grades is left out."""
    ignore = IgnorePattern(config=course.config)
    if ignore.enabled:
        nb, _ = ignore.preprocess(nbformat.from_dict(nb), {})
    graded = {cell.metadata.nbgrader.grade_id: determine_grade(cell) for cell in nb.cells if is_grade(cell)}
    return {name: (got, of) for name, (got, of) in graded.items() if got is not None}
