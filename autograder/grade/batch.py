"""Grade everything new in submitted/, several notebooks at a time.

Pure work (executing a notebook) fans out over processes; only this process talks
to the gradebook, through plain nbgrader.  What was graded is noted after each
submission, so that the same command goes on after an interruption and a second
run redoes only what changed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Assignment, SubmittedAssignment
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from autograder.course import Course, display
from autograder.errors import InputError
from autograder.grade.execute import ExecuteOnce, run_all
from autograder.wiring import api_for, gradebook


@dataclass(frozen=True)
class Submission:
    """submitted/<student>/<assignment>."""

    student: str
    assignment: str
    folder: Path

    @property
    def name(self) -> str:
        return f"{self.student}/{self.assignment}"

    def digest(self, source: Path) -> str:
        """Changes when the student's files or the assignment's source change."""
        return _digest([*sorted(p for p in self.folder.rglob("*") if p.is_file()), *sorted(source.glob("*.ipynb"))])


def grade(course: Course, only: list[str] | None = None, again: bool = False) -> dict[str, str]:
    """Autograde what is new in submitted/; returns {student/assignment: reason} of the refused ones.

    again: grade also what did not change, and run its notebooks anew.
    """
    found = [Submission(student, a.name, folder) for a in course.chosen(only) for student, folder in course.students("submitted", a.name).items()]
    if not found:
        raise InputError(display(course.root), "nothing to grade: put work into submitted/<student>/<assignment>/*.ipynb")
    graded = ledger(course)
    noted = _in_gradebook(course)
    graded = {name: entry for name, entry in graded.items() if name in noted}  # a gradebook may be lost, or another one
    for assignment in sorted({s.assignment for s in found}):
        _note_cells(course, assignment, graded)
    todo = [s for s in found if again or graded.get(s.name) != [s.digest(course.folder("source", s.assignment)), ""]]  # refused ones again
    if len(todo) < len(found):
        Console().print(f"{len(found) - len(todo)} of {len(found)} submissions are unchanged and keep their grades.")

    with progress() as bar:
        _execute(course, todo, bar, again)
        task = bar.add_task("score", total=len(todo))
        api = api_for(course)
        for s in todo:
            result = api.autograde(s.assignment, s.student, force=True)
            graded[s.name] = [s.digest(course.folder("source", s.assignment)), "" if result["success"] else _reason(s, result)]
            _keep(course, graded)
            bar.advance(task)
    return {s.name: graded[s.name][1] for s in found if graded[s.name][1]}


def _in_gradebook(course: Course) -> set[str]:
    """The assignments and the submissions (student/assignment) that the gradebook knows."""
    with gradebook(course) as book:
        pairs = book.db.query(SubmittedAssignment.student_id, Assignment.name).join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        return {a.name for a in book.assignments if a.notebooks} | {f"{student}/{assignment}" for student, assignment in pairs}


def progress() -> Progress:
    """The one look of a progress bar: what, how many, how long, how long still."""
    return Progress(TextColumn("{task.description:>8}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())


def ledger(course: Course) -> dict[str, list[str]]:
    """What was graded: {student/assignment: [digest, reason of a refusal or ""]}, {assignment: [digest of its source]}."""
    path = course.cache / "graded.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _keep(course: Course, graded: dict[str, list[str]]) -> None:
    path = course.cache / "graded.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(graded, indent=1, ensure_ascii=False), encoding="utf-8")
    part.replace(path)


def _note_cells(course: Course, assignment: str, graded: dict[str, list[str]]) -> None:
    """Let nbgrader note the assignment's cells in the gradebook, as `make release` does, when the source changed."""
    source = course.folder("source", assignment)
    if not list(source.glob("*.ipynb")):
        raise InputError(source, "there is no source notebook of this assignment; run `make source`")
    digest = _digest(sorted(source.glob("*.ipynb")))
    if graded.get(assignment) != [digest]:
        result = api_for(course).generate_assignment(assignment, force=True)
        if not result["success"]:
            raise InputError(source, f"nbgrader cannot read this assignment\n{result.get('log', '')}")
        graded[assignment] = [digest]
        _keep(course, graded)


def _digest(paths: list[Path]) -> str:
    h = hashlib.sha256()
    for path in paths:
        h.update(path.name.encode() + path.read_bytes())
    return h.hexdigest()


def _execute(course: Course, todo: list[Submission], bar: Progress, again: bool) -> None:
    """Run the notebooks of `todo` side by side into the memory of ExecuteOnce."""
    config = course.config
    once = ExecuteOnce(config=config)
    jobs = {}
    for s in todo:
        for path in sorted(s.folder.glob("*.ipynb")):
            if (course.folder("source", s.assignment) / path.name).exists():
                try:
                    nb = cleaned(nbformat.read(path, as_version=4), s.assignment, path.stem, course)
                except Exception:  # not a notebook: nbgrader's own message becomes the reason below
                    continue
                kept = Path(once.memory) / f"{once.key(nb)}.ipynb"
                if again:
                    kept.unlink(missing_ok=True)
                if not kept.exists():
                    jobs[kept] = nb  # keyed by content: two equal notebooks run once
    task = bar.add_task("execute", total=len(jobs))
    for _ in run_all(jobs, course):
        bar.advance(task)


def cleaned(nb, assignment: str, notebook: str, course: Course):
    """A submitted notebook as nbgrader is about to run it: locked cells restored, outputs gone."""
    resources = {"nbgrader": {"assignment": assignment, "notebook": notebook, "student": "", "db_url": course.db_url}}
    config = course.config
    for step in config.Autograde.sanitize_preprocessors:
        nb, resources = step(config=config).preprocess(nb, resources)
    return nb


def _reason(s: Submission, result: dict) -> str:
    """One sentence for the instructor: why this submission has no score."""
    for path in s.folder.glob("*.ipynb"):
        try:
            nbformat.validate(nbformat.read(path, as_version=4))
        except Exception as error:
            return f"{path.name} is not a notebook ({type(error).__name__})"
    if not list(s.folder.glob("*.ipynb")):
        return "there is no notebook in this submission"
    lines = [line for line in (result.get("log", "") + result.get("error", "")).splitlines() if "Error" in line]
    return lines[-1].strip() if lines else "nbgrader could not grade it"
