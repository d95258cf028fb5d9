"""autograded/ -> feedback/: one page per notebook, through nbgrader's generate_feedback.

Pages only read the gradebook, so several are written at a time.  A page that is
newer than its autograded notebook is left alone.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tqdm import tqdm

from autograder.course import Course, display, workers
from autograder.errors import InputError
from autograder.wiring import api_for


def write(course: Course, only: list[str] | None = None) -> None:
    """Write the missing and the outdated pages.  only: assignments or exercises (default: all)."""
    found = [(student, a.name) for a in course.chosen(only) for student in course.students("autograded", a.name)]
    if not found:
        raise InputError(display(course.root), "nothing is graded yet; run `make grade` first")
    todo = [(course, *names) for names in found if _outdated(course, *names)]
    with ProcessPoolExecutor(workers(), mp_context=get_context("spawn")) as pool:
        failed = [name for name in tqdm(pool.map(_page, todo), total=len(todo), desc="feedback", unit="student") if name]
    for name in failed:
        print(f"no feedback for {name}")
    print(f"{len(todo) - len(failed)} pages of feedback written, {len(found) - len(todo)} up to date, in {display(course.root / 'feedback')}")


def _outdated(course: Course, student: str, assignment: str) -> bool:
    for notebook in course.folder("autograded", assignment, student).glob("*.ipynb"):
        page = course.folder("feedback", assignment, student) / f"{notebook.stem}.html"
        if not page.exists() or page.stat().st_mtime < notebook.stat().st_mtime:
            return True
    return False


def _page(job: tuple[Course, str, str]) -> str:
    course, student, assignment = job
    done = api_for(course).generate_feedback(assignment, student, force=True)["success"]
    return "" if done else f"{student}/{assignment}"
