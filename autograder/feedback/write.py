"""autograded/ -> feedback/: one page per notebook, through nbgrader's generate_feedback.

Pages only read the gradebook, so several are written at a time.  A page whose notebook, scores
and comments are what they were is left alone: what somebody changes in formgrader reaches the page.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from nbgrader.api import MissingEntry
from tqdm import tqdm

from autograder.course import Course, display
from autograder.errors import InputError
from autograder.feedback.view import BANKS, TEMPLATES
from autograder.pool import pool
from autograder.wiring import api_for, gradebook


def write(course: Course, only: list[str] | None = None) -> None:
    """Write the missing and the outdated pages.  only: assignments or exercises (default: all)."""
    found = [(student, a.name) for a in course.chosen(only) for student in course.students("autograded", a.name)]
    if not found:
        raise InputError(" ".join(only or []) or display(course.root), f"nothing {'of it ' if only else ''}is graded yet; run `autograder grade` first")
    states = _states(course, found)
    noted = course.cache / "pages.json"
    before = json.loads(noted.read_text()) if noted.exists() else {}
    todo = [(course, *names) for names in found if before.get("/".join(names)) != states[names] or not _written(course, *names)]
    with pool() as processes:
        failed = [name for name in tqdm(processes.map(_page, todo), total=len(todo), desc="feedback", unit="student", disable=not todo) if name]
    noted.parent.mkdir(parents=True, exist_ok=True)
    noted.write_text(json.dumps({"/".join(names): state for names, state in states.items() if "/".join(names) not in failed}, indent=1))
    for name in failed:
        print(f"no feedback for {name}")
    print(f"{len(todo) - len(failed)} pages of feedback written, {len(found) - len(todo)} up to date, in {display(course.root / 'feedback')}")


def _states(course: Course, found: list[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """A digest of all that a student's pages of an assignment show, and of what makes them."""
    states = {}
    here = [*sorted(Path(__file__).parent.glob("*.py")), *sorted(p for p in TEMPLATES.rglob("*") if p.is_file())]
    pages = b"".join(path.read_bytes() for path in here)
    banks = {a: b"".join(path.read_bytes() for path in sorted((BANKS / a).glob("*/behaviour.json"))) for a in {a for _, a in found}}
    with gradebook(course) as book:
        for student, assignment in found:
            digest = hashlib.sha256(pages + banks[assignment])
            for notebook in sorted(course.folder("autograded", assignment, student).glob("*.ipynb")):
                digest.update(notebook.read_bytes())
            try:
                submission = book.find_submission(assignment, student)
                shown = [[(g.name, g.score) for g in nb.grades] + [(c.name, c.comment) for c in nb.comments] + [("late", nb.late_submission_penalty)] for nb in submission.notebooks]
                digest.update(repr([sorted(map(repr, rows)) for rows in shown] + [submission.total_seconds_late]).encode())
            except MissingEntry:
                pass
            states[student, assignment] = digest.hexdigest()[:16]
    return states


def _written(course: Course, student: str, assignment: str) -> bool:
    pages = course.folder("feedback", assignment, student)
    return all((pages / f"{notebook.stem}.html").exists() for notebook in course.folder("autograded", assignment, student).glob("*.ipynb"))


def _page(job: tuple[Course, str, str]) -> str:
    course, student, assignment = job
    done = api_for(course).generate_feedback(assignment, student, force=True)["success"]
    return "" if done else f"{student}/{assignment}"
