"""report/class.html: the class at a glance, one static file for the instructor.

Scores are the gradebook's, also those given by hand; what else is said is read from the
autograded notebooks and the ledger.  Nothing here grades.
"""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import nbformat
import numpy as np
from jinja2 import Environment, FileSystemLoader
from nbformat.notebooknode import NotebookNode
from nbgrader.utils import is_grade

from autograder.course import ROOT, Course, display
from autograder.errors import InputError
from autograder.feedback.diagnosis import behaviour, diagnose, load
from autograder.grade.batch import ledger
from autograder.publish.bilingual import plain
from autograder.report.similar import pairs, shapes
from autograder.wiring import gradebook

REMARKS = "autograder_remarks"  # notebook metadata: what looked like tampering
SHOWN = 200  # similar pairs of a notebook; nobody reads more


@dataclass
class Row:
    """One student's notebook."""

    student: str
    score: float
    of: float
    checks: dict[str, tuple[float, float]]  # {check: (score, points)}
    nb: NotebookNode
    page: str  # where the student's page is, seen from the report; "" if there is none
    idea: object = None

    @property
    def handed_in(self) -> bool:
        """Whether there is a notebook at all; one that is missing or unreadable scores 0 and tells nothing about a check."""
        return any(is_grade(cell) for cell in self.nb.cells)

    @property
    def lost(self) -> tuple[str, ...]:
        return tuple(name for name, (score, of) in self.checks.items() if score < of)


@dataclass
class Part:
    """What the report says of one notebook of the course."""

    assignment: str
    name: str
    rows: list[Row]
    bins: list[int] = field(default_factory=list)
    mean: float = 0.0
    items: list[dict] = field(default_factory=list)
    ideas: list[dict] = field(default_factory=list)
    stuck: list[dict] = field(default_factory=list)
    similar: list[tuple] = field(default_factory=list)
    times: list[tuple] = field(default_factory=list)


def write(course: Course, only: list[str] | None = None) -> Path:
    """Write the report, print its address and its three most telling lines."""
    path = course.root / "report" / "class.html"
    parts, attention = [], []
    refused = {name: entry for name, entry in ledger(course).items() if "/" in name and (entry.refused or entry.notes)}
    with gradebook(course) as book:
        for assignment in course.chosen(only):
            submissions = book.assignment_submissions(assignment.name) if assignment.name in {a.name for a in book.assignments} else []
            for name in [name for where, name in course.notebooks(only) if where == assignment.name]:
                parts.append(_part(course, assignment.name, name, submissions, path.parent))
            attention += [(s.student_id, assignment.name, "late", f"by {s.total_seconds_late / 3600:.1f} h{_deducted(s)}") for s in submissions if s.total_seconds_late > 0]
            for key, entry in refused.items():
                student, _, where = key.rpartition("/")
                if where == assignment.name:
                    attention += [(student, where, "no score", entry.refused)] * bool(entry.refused) + [(student, where, "odd", note) for note in entry.notes]
    if not any(part.rows for part in parts) and not attention:
        raise InputError(display(course.root), "nothing is graded yet; run `autograder grade` first")
    attention += [(row.student, part.name, "remark", str(remark)) for part in parts for row in part.rows for remark in row.nb.metadata.get(REMARKS, [])]
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    telling = _telling(parts, attention)
    page = environment.get_template("class.html.j2").render(course=course.course_id or course.root.name, made=f"{datetime.now():%Y-%m-%d %H:%M}", parts=parts, attention=sorted(set(attention)), telling=telling, shown=SHOWN)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8", errors="replace")
    print(f"class report: {path.as_uri()}", *telling, sep="\n  ")
    return path


def _deducted(submission) -> str:
    """What a late policy took off the assignment; the report's scores are those of the exercises, before that."""
    return f", {submission.late_submission_penalty:g} points deducted" if submission.late_submission_penalty else ""


def _part(course: Course, assignment: str, name: str, submissions, here: Path) -> Part:
    source = _read(course.folder("source", assignment) / f"{name}.ipynb")
    rows = []
    for submission in submissions:
        nb = _read(course.folder("autograded", assignment, submission.student_id) / f"{name}.ipynb")
        graded = next((n for n in submission.notebooks if n.name == name), None)
        if nb is None or graded is None:
            continue
        page = course.folder("feedback", assignment, submission.student_id) / f"{name}.html"
        checks = {g.name: (g.score, g.max_score) for g in graded.grades if g.max_score}
        rows.append(Row(submission.student_id, graded.score, graded.max_score, checks, nb, quote(os.path.relpath(page, here)) if page.exists() else ""))
    part = Part(assignment, name, sorted(rows, key=lambda r: r.student))
    if not rows:
        return part
    shares = [row.score / row.of if row.of else 0.0 for row in part.rows]
    part.bins = [int(n) for n in np.histogram(np.clip(shares, 0, 1), bins=10, range=(0, 1))[0]]
    part.mean = float(np.mean(shares))
    part.items = _items(part.rows, _headings(source))
    part.ideas = _ideas(course, part, source)
    groups = defaultdict(list)
    for row in part.rows:
        if row.lost and row.handed_in:
            groups[row.lost].append(row.student)
    part.stuck = [{"lost": lost, "students": who, "all": len(lost) == len(part.rows[0].checks)} for lost, who in sorted(groups.items(), key=lambda g: -len(g[1])) if len(who) > 1]
    release = _read(course.folder("release", assignment) / f"{name}.ipynb") or nbformat.v4.new_notebook()
    part.similar = pairs({row.student: shapes(row.nb, release) for row in part.rows})
    part.times = sorted(((row.student, seconds) for row in part.rows if (seconds := _seconds(row.nb)) is not None), key=lambda t: -t[1])
    return part


def _read(path: Path) -> NotebookNode | None:
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError):
        return None


def _headings(source: NotebookNode | None) -> dict[str, str]:
    """{check: its first line, in English where there is one}."""
    found = {}
    for cell in source.cells if source else []:
        first = cell.source.partition("\n")[0]
        if grade_id := cell.metadata.get("nbgrader", {}).get("grade_id"):
            found[grade_id] = plain(first.lstrip("# "), "en") if first.startswith("#") else ""
    return found


def _items(rows: list[Row], headings: dict[str, str]) -> list[dict]:
    """Share passed and discrimination of each check.

    Discrimination is the point-biserial correlation of passing with the rest of the notebook's score:
    the check itself is left out of it, else it would correlate with itself.
    """
    items = []
    for check in dict.fromkeys(name for row in rows for name in row.checks):
        with_it = [row for row in rows if check in row.checks and row.handed_in]
        if not with_it:
            continue
        passed = np.array([row.checks[check][0] >= row.checks[check][1] for row in with_it], dtype=float)
        rest = np.array([row.score - row.checks[check][0] for row in with_it], dtype=float)
        items.append({"check": check, "heading": headings.get(check, ""), "passed": float(passed.mean()), "discrimination": discrimination(passed, rest), "n": len(with_it)})
    return items


def discrimination(passed: np.ndarray, rest: np.ndarray) -> float | None:
    """Pearson's correlation of a 0/1 variable with a score; None where one of them does not vary.

    >>> round(discrimination(np.array([0.0, 0.0, 1.0, 1.0]), np.array([1.0, 1.0, 5.0, 5.0])), 6)
    1.0
    >>> discrimination(np.array([1.0, 1.0]), np.array([1.0, 2.0])) is None
    True
    """
    if len(passed) < 2 or np.ptp(passed) == 0 or np.ptp(rest) == 0:
        return None
    return float(np.corrcoef(passed, rest)[0, 1])


def _ideas(course: Course, part: Part, source: NotebookNode | None) -> list[dict]:
    """Misconceptions by frequency, each with the heading of the passage to teach again."""
    banks = [root / "course" / part.assignment / part.name / "behaviour.json" for root in (course.root, ROOT)]
    known = load(next((bank for bank in banks if bank.exists()), banks[0]))
    for row in part.rows:
        row.idea = diagnose(behaviour(row.nb), known) if known else None
    sentences = defaultdict(list)
    for row in part.rows:
        if row.idea:
            sentences[row.idea.en].append(row)
    return [{"sentence": sentence, "students": [r.student for r in rows], "passage": _passage(source, rows[0].idea.defines)} for sentence, rows in sorted(sentences.items(), key=lambda s: -len(s[1]))]


def _passage(source: NotebookNode | None, defines: str) -> str:
    """The last heading before the cell that defines a name, in English where there is one."""
    heading = {}
    for cell in source.cells if source else []:
        if cell.cell_type == "markdown" and (found := re.findall(r"^#+ +(.+)$", cell.source, re.M)):
            heading[cell.metadata.get("lang", "")] = found[-1]
        elif cell.cell_type == "code" and re.search(rf"^(def|class) {re.escape(defines)}\b", cell.source, re.M):
            break
    return heading.get("en") or next(iter(heading.values()), "")


def _seconds(nb: NotebookNode) -> float | None:
    """How long the notebook's cells ran; None where the times were not recorded."""
    stamps = [cell.metadata.get("execution", {}) for cell in nb.cells if cell.cell_type == "code"]
    spans = [(s["iopub.execute_input"], s["shell.execute_reply"]) for s in stamps if "iopub.execute_input" in s and "shell.execute_reply" in s]
    try:
        return sum((datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds() for begin, end in spans) if spans else None
    except (TypeError, ValueError):  # a student wrote them, into a cell that did not run
        return None


def _telling(parts: list[Part], attention: list[tuple]) -> list[str]:
    """What to know if only three lines are read."""
    lines = []
    if items := [(item["passed"], part.name, item) for part in parts for item in part.items]:
        passed, name, item = min(items, key=lambda i: i[:2])
        lines.append(f"hardest check: {item['check']} ({name}), passed by {passed:.0%} of {item['n']}" + (f": {item['heading']}" if item["heading"] else ""))
    if ideas := [(len(idea["students"]), part.name, idea) for part in parts for idea in part.ideas]:
        count, name, idea = max(ideas, key=lambda i: i[:2])
        lines.append(f"most frequent misconception: {count} in {name}: {idea['sentence']}" + (f" Teach again: {idea['passage']}" if idea["passage"] else ""))
    elif stuck := [(len(group["students"]), part.name, group) for part in parts for group in part.stuck if not group["all"]]:
        count, name, group = max(stuck, key=lambda g: g[:2])
        lines.append(f"largest group with the same lost checks: {count} in {name}: {', '.join(group['lost'])}")
    else:
        lines.append("no misconception of the bank was recognised")
    kinds = Counter(kind for kind in dict(((a[0], a[1], a[2]), a[2]) for a in attention).values())
    similar = sum(len(part.similar) for part in parts)
    lines.append("to look at: " + ", ".join(f"{kinds[kind]} {kind}" for kind in ("no score", "late", "remark", "odd")) + f", {similar} similar pair{'s' * (similar != 1)}")
    return lines
