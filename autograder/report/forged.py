"""Attacks on the file instead of the code: what a student can write into a notebook with a text editor.

A file of tests/attacks/files/ is a sentence and `attack(raw)`, which edits the blank notebook of EXERCISE (its JSON).
Each is a student of one class, which is graded here as any class is, or by plain nbgrader in a copy of the course.

    totals(plain=False) -> ({attack: points, or None without a score}, {attack: what the table shows to look at});
    "blank" is the untouched notebook
"""

from __future__ import annotations

import copy
import json
import shutil
import tempfile
from pathlib import Path

import nbformat

from autograder.course import ROOT, Course, exercises
from autograder.grade.batch import grade
from autograder.publish.edition import with_ungraded_visible_tests
from autograder.report import plainly
from autograder.wiring import gradebook, read_course

FOLDER = ROOT / "tests" / "attacks" / "files"
EXERCISE = "q2_similarity"
BLANK = "blank"


def attacks(folder: Path = FOLDER) -> dict[str, dict]:
    """{name: what its file defines}, in the order of their names."""
    found = {}
    for path in sorted(folder.glob("*.py")):
        exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), found.setdefault(path.stem, {}))
    return found


def a_class(root: Path, only: list[str] | None = None) -> Course:
    """A course in `root` whose students each handed in one attack; and one the blank notebook."""
    exercise, = exercises(only=[EXERCISE])
    exercise.put_into(root, "ja")
    blank = json.loads(json.dumps(nbformat.read(exercise.release("ja"), as_version=4)))  # sources in one piece
    chosen = {name: found["attack"] for name, found in attacks().items() if not only or name in only}
    for name, attack in {BLANK: lambda raw: None, **chosen}.items():
        raw = copy.deepcopy(blank)
        attack(raw)
        folder = root / "submitted" / name / exercise.assignment
        folder.mkdir(parents=True)
        (folder / exercise.source.name).write_text(json.dumps(raw), encoding="utf-8")
    return read_course(root)


def totals(plain: bool = False, only: list[str] | None = None, scheduler: str | None = None) -> tuple[dict[str, float | None], dict[str, list[str]]]:
    """({attack: points}, {attack: what a person should look at})."""
    with tempfile.TemporaryDirectory(prefix="forged-") as folder:
        course = a_class(Path(folder), only)
        exercise, = exercises(only=[EXERCISE])
        students = sorted(path.name for path in (Path(folder) / "submitted").iterdir())
        if not plain:
            entries = grade(course, scheduler=scheduler)
            notes = {name.partition("/")[0]: [*entry.notes, *([entry.refused] if entry.refused else [])] for name, entry in entries.items()}
        else:
            shutil.rmtree(Path(folder) / "release")
            plainly.configure(course, Path(folder))
            plainly.command(Path(folder), "generate_assignment", exercise.assignment)
            for path in (Path(folder) / "submitted").glob("*/*/*.ipynb"):
                try:
                    nbformat.write(with_ungraded_visible_tests(nbformat.read(path, as_version=4)), path)
                except Exception:  # not what nbformat calls a notebook
                    pass
            plainly.command(Path(folder), "autograde", exercise.assignment)
            course, notes = read_course(Path(folder)), {}
        with gradebook(course) as book:
            return {student: _points(book, exercise, student) for student in students}, notes


def _points(book, exercise, student: str) -> float | None:
    from nbgrader.api import MissingEntry

    try:
        return float(book.find_submission_notebook(exercise.name, exercise.assignment, student).score)
    except MissingEntry:
        return None


def main(names: list[str] | None = None, plain: bool = True) -> int:
    """Print a line for each attack; returns how many gained anything here."""
    known = [name for name in attacks() if not names or name in names]
    if not known:
        return 0
    ours, notes = totals(only=known)
    theirs = _of_plain_nbgrader(known) if plain else {}
    lost = 0
    for name in known:
        gained = (ours[name] or 0) - (ours[BLANK] or 0)
        lost += gained > 0
        print(f"{name:28} {theirs.get(name, '-'):>6} {gained:6.1f} {'':5}  {(notes.get(name) or ['no'])[0][:70]}")
    return lost


def _of_plain_nbgrader(names: list[str]) -> dict[str, str]:
    """Points gained there; one that changes the scores of others (ALONE) has a class of its own."""
    alone = {name for name, found in attacks().items() if found.get("ALONE")}
    found = {}
    for together in ([name for name in names if name not in alone], *([name] for name in names if name in alone)):
        if together:
            points, _ = totals(plain=True, only=together)
            blank = points[BLANK] or 0 if together[0] not in alone else 0  # worth nothing; what it has, the attack gave it
            found |= {name: f"{max(points[name] or 0, points[BLANK] or 0) - blank:.1f}" for name in together}
    return found
