"""After a test, a tolerance or the late policy was corrected: whose score changes, by how much, which check and why.

The preview grades into a copy: a gradebook and an autograded/ of its own, the same source and
submissions, the same memory of executed notebooks.  So it says what the real run does, writes
nothing, and the real run finds most of its work done.  Manual scores, extra credit and comments
are nbgrader's own columns beside the automatic score; neither run touches them.
"""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.api import Base, Gradebook
from sqlalchemy import insert, select

from autograder.course import Course, display
from autograder.errors import InputError
from autograder.grade.batch import grade
from autograder.report.table import say_refused
from autograder.wiring import course_of, gradebook

STEPS = ("autograded", "feedback", "release", "source_with_tests")


@dataclass
class Scored:
    """One student's notebook as the gradebook and autograded/ have it."""

    score: float
    of: float
    late: float
    checks: dict[str, tuple[float, float]]  # {check: (score, points)}
    manual: set[str]
    messages: dict[str, str] = field(default_factory=dict)  # {check: why it failed}

    @property
    def counts(self) -> float:
        return self.score - self.late


def regrade(course: Course, only: list[str] | None = None, dry: bool = False, scheduler: str | None = None) -> int:
    """Print what changes, and do it unless `dry`; returns how many submissions were refused."""
    with gradebook(course) as book:
        if not book.students:
            raise InputError(display(course.root), "nothing is graded yet; run `autograder grade` first")
    before = _scored(course, only)
    if dry:
        with _copy(course) as other:
            entries = grade(other, only, scheduler=scheduler, rescore=True)
            after = _scored(other, only)
    else:
        entries = grade(course, only, scheduler=scheduler, rescore=True)
        after = _scored(course, only)
    changed = {key: changes(before.get(key), now) for key, now in after.items()}
    changed = {key: lines for key, lines in changed.items() if lines}
    for (student, name), lines in sorted(changed.items()):
        print(f"{student}  {name}  {lines[0]}", *lines[1:], sep="\n    ")
    up = sum(after[key].counts > before[key].counts for key in changed if key in before)
    down = sum(after[key].counts < before[key].counts for key in changed if key in before)
    print(f"{len(changed)} of {len(after)} notebooks {'would change' if dry else 'changed'}: {up} up, {down} down" +
          ("; nothing was written, the same command without --dry-run writes it" if dry else "; `autograder feedback` brings it to the pages" if changed else ""))
    return say_refused({name: entry for name, entry in entries.items() if entry.refused})


def changes(before: Scored | None, after: Scored) -> list[str]:
    """What is another score, and why: first the notebook, then its checks; [] if nothing is."""
    if before is None:
        return [f"new: {_number(after.counts)}/{_number(after.of)}"]
    lines = []
    for check, (score, points) in after.checks.items():
        old, old_points = before.checks.get(check, (0.0, 0.0))
        if (_number(old), _number(old_points)) == (_number(score), _number(points)):
            continue
        why = []
        if check not in before.checks:
            why.append("a new check")
        elif points != old_points:
            why.append(f"worth {_number(points)} instead of {_number(old_points)}")
        if was := before.messages.get(check):
            why.append(f"was lost: {was}")
        if now := after.messages.get(check):
            why.append(f"is lost: {now}")
        elif was:
            why.append("passes now")
        lines.append(f"{check}  {_number(old)}/{_number(old_points)} -> {_number(score)}/{_number(points)}  {'; '.join(why)}".rstrip())
    lines += [f"{check}  is no check any more" for check in before.checks if check not in after.checks]
    if _number(before.late) != _number(after.late):
        lines.append(f"deducted for handing in late: {_number(before.late)} -> {_number(after.late)}")
    if not lines:
        return []
    kept = [check for check in after.manual if before.checks.get(check) == after.checks.get(check)]
    lines += [f"{check}  keeps the score given by hand" for check in sorted(kept)]
    return [f"{_number(before.counts)}/{_number(before.of)} -> {_number(after.counts)}/{_number(after.of)}  ({after.counts - before.counts:+.4g})", *lines]


def _scored(course: Course, only: list[str] | None) -> dict[tuple[str, str], Scored]:
    """{(student, notebook): what it has}."""
    found = {}
    with gradebook(course) as book:
        known = {a.name for a in book.assignments}
        for assignment, name in course.notebooks(only):
            for submission in book.assignment_submissions(assignment) if assignment in known else []:
                graded = next((nb for nb in submission.notebooks if nb.name == name), None)
                if graded is not None:
                    grades = [g for g in graded.grades if g.cell is not None]
                    found[submission.student_id, name] = Scored(graded.score, graded.max_score, graded.late_submission_penalty or 0.0, {g.name: (g.score, g.max_score) for g in grades},
                                                                {g.name for g in grades if g.manual_score is not None or g.extra_credit},
                                                                _messages(course.folder("autograded", assignment, submission.student_id) / f"{name}.ipynb"))
    return found


def _messages(path: Path) -> dict[str, str]:
    """{check: the error of a failed one}, the first line of it."""
    if not path.exists():
        return {}
    found = {}
    for cell in nbformat.read(path, as_version=4).cells:
        grader = cell.metadata.get("nbgrader", {})
        error = next((out for out in cell.get("outputs", []) if out.output_type == "error"), None)
        if grader.get("grade") and error is not None:
            found[grader.grade_id] = f"{error.ename}: {error.evalue}".partition("\n")[0][:160]
    return found


@contextmanager
def _copy(course: Course) -> Iterator[Course]:
    """The course with a gradebook and an autograded/ of its own."""
    course.cache.mkdir(parents=True, exist_ok=True)
    memory = course.root / course.config.ExecuteOnce.get("memory", Path(".cache") / "executed")
    with tempfile.TemporaryDirectory(dir=course.cache, prefix="regrade-", ignore_cleanup_errors=True) as folder:
        config = copy.deepcopy(course.config)
        directory = config.CourseDirectory
        for step in ("source", "submitted"):
            directory[f"{step}_directory"] = str(course.root / directory.get(f"{step}_directory", step))
        for step in STEPS:
            directory[f"{step}_directory"] = step
        _link_what_else_is_there(course, Path(folder))
        directory.root, directory.db_url = folder, f"sqlite:///{folder}/gradebook.db"
        config.ExecuteOnce.memory = str(memory)
        other = course_of(config, Path(folder))
        _copy_gradebook(course, other)
        yield other


def _link_what_else_is_there(course: Course, folder: Path) -> None:
    """Files that the configuration names from the course's folder on: headers, autotests.yml, modules of the course's own."""
    named = [Path(course.config.CourseDirectory.get(f"{step}_directory", step)) for step in STEPS]
    written = {*STEPS, *(path.parts[0] for path in named if not path.is_absolute())}
    for path in course.root.iterdir():
        if path.name not in written and not path.name.startswith((".", "gradebook.db")):
            (folder / path.name).symlink_to(path)


def _copy_gradebook(course: Course, other: Course) -> None:
    """Every row of every table, from whatever database into SQLite."""
    with gradebook(course) as book, Gradebook(other.db_url, other.course_id) as fresh:
        tables = Base.metadata.sorted_tables
        for table in reversed(tables):
            fresh.db.execute(table.delete())
        for table in tables:
            rows = [dict(row._mapping) for row in book.db.execute(select(table))]
            if rows:
                fresh.db.execute(insert(table), rows)
        fresh.db.commit()


def _number(value: float) -> str:
    return f"{value:.4g}"
