"""The gradebook -> a table that Canvas, Moodle or anybody can read: nbgrader export plug-ins.

`nbgrader export --exporter=autograder.report.export.Canvas` works, too.  One row a student, one
column an assignment, late penalties deducted.  Who handed in nothing has an empty cell, which an
import leaves alone: a zero is a decision of the teacher's.
"""

from __future__ import annotations

import csv
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin
from traitlets.config import Config

from autograder.course import Course
from autograder.errors import InputError
from autograder.wiring import gradebook


class Table(ExportPlugin):
    """student, last_name, first_name, email, then each assignment and the total of what is there."""

    def heads(self, assignments: list) -> list[list]:
        return [["student", "last_name", "first_name", "email", *(a.name for a in assignments), "total"]]

    def row(self, student, scores: list) -> list:
        return [student.id, student.last_name or "", student.first_name or "", student.email or "", *scores, _number(sum(float(s) for s in scores if s != ""))]

    def export(self, gradebook: Gradebook) -> None:
        assignments = [a for a in sorted(gradebook.assignments, key=lambda a: a.name) if not self.assignment or a.name in self.assignment]
        students = [s for s in sorted(gradebook.students, key=lambda s: s.id) if not self.student or s.id in self.student]
        rows = [self.row(s, [_score(gradebook, a.name, s.id) for a in assignments]) for s in students]
        with open(self.to or "grades.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[_safe(value) for value in row] for row in self.heads(assignments) + rows])


class Canvas(Table):
    """Canvas's gradebook import; `ID` is the number in the names of a Canvas download."""

    def heads(self, assignments):
        fixed = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
        return [[*fixed, *(a.name for a in assignments)], ["    Points Possible", *[""] * 4, *(_number(a.max_score) for a in assignments)]]

    def row(self, student, scores):
        return [_name(student), student.id if student.id.isdecimal() else "", "", "" if student.id.isdecimal() else student.id, "", *scores]


class Moodle(Table):
    """Moodle's gradebook import, which finds a person by e-mail address or ID number; `Identifier` is the number in the names of a Moodle download."""

    def heads(self, assignments):
        return [["Identifier", "First name", "Last name", "ID number", "Email address", *(f"Assignment: {a.name} (Real)" for a in assignments)]]

    def row(self, student, scores):
        number = student.id.isdecimal()
        return [f"Participant {student.id}" if number else "", student.first_name or "", student.last_name or "", "" if number else student.id, student.email or "", *scores]


PLUGINS = {"canvas": Canvas, "moodle": Moodle, "csv": Table}


def export(course: Course, to: str, only: list[str] | None = None) -> Path:
    """Write export/<to>.csv in the course folder; returns its path."""
    chosen = [a.name for a in course.chosen(only)]
    path = course.root / "export" / f"{to}.csv"
    with gradebook(course) as book:
        if not book.students:
            raise InputError(str(course.root), "nothing is graded yet; run `autograder grade` first")
        path.parent.mkdir(parents=True, exist_ok=True)
        nameless = [s.id for s in book.students if s.id.isdecimal() and not s.email]
        if to == "moodle" and nameless:
            print(f"{len(nameless)} students have no e-mail address (e.g. {nameless[0]}), and Moodle finds nobody by the number of a download: add addresses with `nbgrader db student import`")
        PLUGINS[to](config=Config(course.config), to=str(path), assignment=chosen).export(book)
    return path


def _score(gradebook: Gradebook, assignment: str, student: str) -> str:
    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        return ""
    return _number(max(0.0, submission.score - (submission.late_submission_penalty or 0.0)))


def _number(value: float) -> str:
    """Two digits at most, and no exponent.

    >>> [_number(x) for x in (12.0, 2.5, 1 / 3)]
    ['12', '2.5', '0.33']
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _name(student) -> str:
    return ", ".join(part for part in (student.last_name, student.first_name) if part) or student.id


def _safe(value: str) -> str:
    """A spreadsheet takes text that begins like a formula for one."""
    return f"'{value}" if value[:1] in ("=", "@", "\t") else value
