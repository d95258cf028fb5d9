"""The same scores as plain nbgrader: a class graded here and by nbgrader's own commands, compared cell by cell.

    python -m autograder.report.plainly [NAME …] --course demo [--students N --seed S]
    python -m autograder.report.plainly [NAME …] --bank [--students N --seed S]      each answer of the bank is a student

Plain nbgrader works in a copy with a cold `python3` kernel for each notebook and knows nothing of this package: of
the course's configuration it gets the options of nbgrader itself (time for a cell, the tag of cells to skip, what is
ignored of the output).  Left out, and counted: submissions that were mended here before they were graded, which plain
nbgrader reads otherwise or not at all; those that it gives up (a kernel that dies).
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from autograder.answers.bank import answers
from autograder.answers.fill import fill
from autograder.course import Course, exercises
from autograder.grade.batch import grade
from autograder.publish import text
from autograder.publish.edition import with_ungraded_visible_tests
from autograder.wiring import gradebook, read_course

CONFIG = """c = get_config()
c.CourseDirectory.course_id = {course_id!r}
c.Execute.kernel_name = "python3"
c.Execute.timeout = {timeout}
c.Execute.skip_cells_with_tag = {skipped!r}
c.IgnorePattern.enabled = {enabled}
c.IgnorePattern.pattern = {pattern!r}
"""


@dataclass
class Compared:
    cells: int = 0
    submissions: int = 0
    differ: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (f"{len(self.differ)} of {self.cells} cells of {self.submissions} submissions score differently; "
                f"left out: {len(self.mended)} that were mended, {len(self.given_up)} that plain nbgrader gives up")


def compare(course: Course, only: list[str] | None = None, students: int = 0, seed: int = 0, scheduler: str | None = None) -> Compared:
    """Grade what is new here, and `students` of the class (default: all), drawn with `seed`, by plain nbgrader."""
    entries = grade(course, only, scheduler=scheduler)
    found = Compared(mended=sorted(name for name, entry in entries.items() if entry.notes or entry.refused))
    names = sorted({name.partition("/")[0] for name in entries})
    drawn = random.Random(seed).sample(names, students) if 0 < students < len(names) else names
    found.mended = [name for name in found.mended if name.partition("/")[0] in drawn]
    with tempfile.TemporaryDirectory(prefix="plainly-") as folder:
        theirs = Path(folder)
        configure(course, theirs)
        for assignment in course.chosen(only):
            shutil.copytree(course.folder("source", assignment.name), theirs / "source" / assignment.name)
            command(theirs, "generate_assignment", assignment.name)
            for student in drawn:
                if f"{student}/{assignment.name}" in entries and f"{student}/{assignment.name}" not in found.mended:
                    shutil.copytree(course.folder("submitted", assignment.name, student), theirs / "submitted" / student / assignment.name)
                    for path in (theirs / "submitted" / student / assignment.name).glob("*.ipynb"):
                        nbformat.write(with_ungraded_visible_tests(nbformat.read(path, as_version=4)), path)
            command(theirs, "autograde", assignment.name)
            _compare(course, read_course(theirs), assignment.name, drawn, found)
    return found


def _compare(course: Course, other: Course, assignment: str, students: list[str], found: Compared) -> None:
    for student in students:
        name = f"{student}/{assignment}"
        if not other.folder("submitted", assignment, student).is_dir():
            continue
        if not other.folder("autograded", assignment, student).is_dir():
            found.given_up.append(name)
            continue
        ours, theirs = _scores(course, assignment, student), _scores(other, assignment, student)
        found.submissions += 1
        for cell in sorted(ours.keys() | theirs.keys()):
            found.cells += 1
            if ours.get(cell) != theirs.get(cell):
                found.differ.append(f"{name} {cell[0]} {cell[1]}: {ours.get(cell)} here, {theirs.get(cell)} with plain nbgrader")


def _scores(course: Course, assignment: str, student: str) -> dict[tuple[str, str], tuple]:
    """{(notebook, cell): (points, of how many, does a person grade it)}."""
    with gradebook(course) as book:
        submission = book.find_submission(assignment, student)
        return {(n.name, g.name): (g.auto_score, g.max_score, g.needs_manual_grade) for n in submission.notebooks for g in n.grades}


def configure(course: Course, theirs: Path) -> None:
    """Give the folder `theirs` a configuration for plain nbgrader: of the course's own, the options of nbgrader itself."""
    config = course.config
    text = CONFIG.format(course_id=course.course_id, timeout=config.ExecuteOnce.get("timeout", 30), skipped=config.ExecuteOnce.get("skip_cells_with_tag", "skip-execution"),
                         enabled=bool(config.IgnorePattern.get("enabled", False)), pattern=config.IgnorePattern.get("pattern", ""))
    (theirs / "nbgrader_config.py").write_text(text, encoding="utf-8")


def command(root: Path, *arguments: str) -> None:
    """nbgrader's own command, as it is started in a terminal; what it thinks of a submission stands in its gradebook."""
    words = [sys.executable, "-m", "nbgrader", *arguments, "--log-level=40"]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, env={**os.environ, "PATH": path})
    if arguments[0] != "autograde" and done.returncode:
        raise RuntimeError(done.stderr[-2000:])


def class_of_answers(root: Path, only: list[str] | None, size: int = 0, seed: int = 0) -> Course:
    """A course in `root` whose students each handed in one answer of the bank (of `size`, drawn with `seed`; default: all)."""
    for exercise in exercises(only=only):
        source, release = text.read(exercise), nbformat.read(exercise.release("ja"), as_version=4)
        known = answers(exercise, source)
        exercise.put_into(root)
        for answer in random.Random(seed).sample(known, size) if 0 < size < len(known) else known:
            folder = root / "submitted" / f"{exercise.name}-{answer.kind}-{answer.name}" / exercise.assignment
            folder.mkdir(parents=True)
            nbformat.write(fill(release, source, answer), folder / exercise.source.name)
    return read_course(root)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m autograder.report.plainly", description=__doc__.splitlines()[0])
    parser.add_argument("only", nargs="*", metavar="NAME", help="assignments or exercises (default: all)")
    parser.add_argument("--course", default="demo", metavar="FOLDER", help="a class (default: demo)")
    parser.add_argument("--bank", action="store_true", help="the answers of the bank instead of a class")
    parser.add_argument("--students", type=int, default=0, metavar="N", help="only N of them, of the bank N of each exercise, drawn at random")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="which (default: 0)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="plainly-") as folder:
        if args.bank:
            found = compare(class_of_answers(Path(folder), args.only, args.students, args.seed))
        else:
            found = compare(read_course(Path(args.course)), args.only, args.students, args.seed)
    print(*[f"mended: {name}" for name in found.mended], *[f"given up by plain nbgrader: {name}" for name in found.given_up], *found.differ, found, sep="\n")
    return int(bool(found.differ))


if __name__ == "__main__":
    raise SystemExit(main())
