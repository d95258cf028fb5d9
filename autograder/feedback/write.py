"""autograded/ -> feedback/: one page per notebook, through nbgrader's generate_feedback.

Pages only read the gradebook, so several are written at a time.  A page that is
newer than its autograded notebook is left alone.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tqdm import tqdm

from autograder.course import display, workers
from autograder.errors import InputError
from autograder.wiring import api_for


def write(root: Path, only: list[str] | None = None) -> None:
    """Write the missing and the outdated pages.  only: assignments or exercises (default: all)."""
    found = [p for p in sorted((root / "autograded").glob("*/*")) if p.is_dir() and (not only or p.name in only)]
    if not found:
        raise InputError(display(root / "autograded"), "nothing is graded yet; run `make grade` first")
    todo = [(root, p.parent.name, p.name) for p in found if _outdated(root, p)]
    with ProcessPoolExecutor(workers(), mp_context=get_context("spawn")) as pool:
        failed = [name for name in tqdm(pool.map(_page, todo), total=len(todo), desc="feedback", unit="student") if name]
    for name in failed:
        print(f"no feedback for {name}")
    print(f"{len(todo) - len(failed)} pages of feedback written, {len(found) - len(todo)} up to date, in {display(root / 'feedback')}")


def _outdated(root: Path, graded: Path) -> bool:
    pages = root / "feedback" / graded.parent.name / graded.name
    for notebook in graded.glob("*.ipynb"):
        page = pages / f"{notebook.stem}.html"
        if not page.exists() or page.stat().st_mtime < notebook.stat().st_mtime:
            return True
    return False


def _page(job: tuple[Path, str, str]) -> str:
    root, student, assignment = job
    done = api_for(root).generate_feedback(assignment, student, force=True)["success"]
    return "" if done else f"{student}/{assignment}"
