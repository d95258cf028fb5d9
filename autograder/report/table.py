"""Students × exercises from the gradebook, with what an instructor should look at."""

from __future__ import annotations

from pathlib import Path

import nbformat
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.course import ROOT, Course, display
from autograder.errors import InputError
from autograder.grade.batch import ledger
from autograder.grade.ledger import Entry
from autograder.judge.run import REMARKS
from autograder.kernels.limits import told
from autograder.wiring import gradebook

# What an autograded notebook's errors tell about the submission as a whole.
TELLING = {
    "CellTimeoutError": "a cell ran too long",
    "DeadKernelError": "the kernel died",
    "SyntaxError": "syntax error",
    "IndentationError": "syntax error",
}


def show(course: Course, only: list[str] | None = None) -> None:
    """Print the table.  Scores are nbgrader's; `-` means that there is no submission.  only: assignments or exercises (default: all)."""
    notebooks = [(name, assignment) for assignment, name in course.notebooks(only)]
    entries = ledger(course)
    console = Console(width=140, highlight=False)
    with gradebook(course) as book:
        if not book.students:
            raise InputError(display(course.root), "nothing is graded yet; run `autograder grade` first")
        table = Table(box=None, padding=(0, 1))
        table.add_column("student", no_wrap=True)
        for name, _ in notebooks:
            table.add_column(name.partition("_")[0] if name[0] == "q" else name, justify="right", no_wrap=True)
        table.add_column("total", justify="right", no_wrap=True)
        table.add_column("look at")
        for student in sorted(book.students, key=lambda s: s.id):
            table.add_row(*map(Text, _row(course, student, notebooks, entries)))  # no markup: a student may have written it
    console.print(table)
    console.print(f"\nlook next: {display(course.root / 'feedback')}/<student>/<assignment>/*.html (what each student gets),")
    console.print(f"           {display(course.root / 'autograded')}/<student>/<assignment>/*.ipynb (what ran), and formgrader: autograder formgrader{_option(course)}")


def _option(course: Course) -> str:
    return "" if course.root == ROOT else f" --course {display(course.root)}"


def _row(course: Course, student, notebooks, entries: dict[str, Entry]) -> list[str]:
    scores, total, of, notes = [], 0.0, 0.0, []
    handed_in = {s.assignment.name: s for s in student.submissions}
    for name, assignment in notebooks:
        submission = handed_in.get(assignment)
        graded = next((nb for nb in submission.notebooks if nb.name == name), None) if submission else None
        if graded is None:
            scores.append("-")
            continue
        total, of = total + graded.score - (graded.late_submission_penalty or 0.0), of + graded.max_score
        scores.append(f"{graded.score:g}/{graded.max_score:g}")
        entry = entries.get(f"{student.id}/{assignment}")
        notes += [note for note in (entry.notes if entry else []) if note.startswith(name)]
        notes += _notes(course.folder("autograded", assignment, student.id) / f"{name}.ipynb")
    for assignment, submission in handed_in.items():
        if assignment not in {a for _, a in notebooks}:
            continue
        if submission.total_seconds_late > 0:
            deducted = f" (-{submission.late_submission_penalty:.4g})" if submission.late_submission_penalty else ""
            notes.append(f"late by {submission.total_seconds_late / 3600:.0f} h{deducted}")
        if (entry := entries.get(f"{student.id}/{assignment}")) and entry.refused:
            notes.append(f"refused: {entry.refused}")
    return [student.id, *scores, f"{100 * total / of:.0f} %" if of else "-", "; ".join(dict.fromkeys(notes))]


def _notes(path: Path) -> list[str]:
    if not path.exists():
        return []
    nb = nbformat.read(path, as_version=4)
    errors = [o for c in nb.cells if c.cell_type == "code" for o in c.outputs if o.output_type == "error"]
    marks = [f"{path.stem}: tampering? {mark}" for mark in nb.metadata.get(REMARKS, [])[:2]]
    return [f"{path.stem}: {text}" for text in dict.fromkeys(told(o.evalue) or TELLING.get(o.ename) for o in errors) if text] + marks


def say_refused(entries: dict[str, Entry]) -> int:
    """Name whoever has no score, and what was odd; returns how many have none."""
    for name, entry in entries.items():
        for note in entry.notes:
            print(f"look at {name}: {note}")
    refused = [name for name, entry in entries.items() if entry.refused]
    for name in refused:
        print(f"no score for {name}: {entries[name].refused}")
    return len(refused)
