"""Where things lie: the course root, its assignments and exercises.

Only names and paths; nothing here opens a notebook.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import InputError

ROOT = Path(__file__).resolve().parent.parent  # the checkout; the package is installed editable
LANGS = ("ja", "en")


@dataclass(frozen=True)
class Exercise:
    """One text in course/: `assignment` is its folder, `name` its notebook's name."""

    assignment: str
    name: str
    root: Path = ROOT

    @property
    def text(self) -> Path:
        return self.root / "course" / self.assignment / f"{self.name}.py"

    @property
    def bank(self) -> Path:
        return self.text.with_suffix("")

    @property
    def source(self) -> Path:
        return self.root / "source" / self.assignment / f"{self.name}.ipynb"

    def release(self, lang: str) -> Path:
        return self.root / "release" / lang / self.assignment / f"{self.name}.ipynb"

    def __str__(self) -> str:
        return self.name


def exercises(root: Path = ROOT, only: list[str] | None = None) -> list[Exercise]:
    """All exercises in the order of the course, or those whose assignment or name is in `only`.

    >>> [e.name for e in exercises()][:2]
    ['q1_bpe', 'q2_similarity']
    """
    found = [Exercise(p.parent.name, p.stem, root) for p in sorted((root / "course").glob("*/*.py"))]
    found.sort(key=lambda e: (e.assignment.startswith("project"), e.name))  # q1 … q8, then the project
    if only:
        known = {e.name for e in found} | {e.assignment for e in found}
        for word in only:
            if word not in known:
                raise InputError(root / "course", f"there is no assignment or exercise called '{word}'; there are {sorted(known)}")
        found = [e for e in found if e.name in only or e.assignment in only]
    return found


def display(path: Path) -> str:
    """A path as a person in the course folder would type it."""
    try:
        return os.path.relpath(path, ROOT) if path.is_relative_to(ROOT) else str(path)
    except ValueError:
        return str(path)


def workers() -> int:
    """How many notebooks run side by side: AUTOGRADER_WORKERS, else one per core."""
    return int(os.environ.get("AUTOGRADER_WORKERS") or os.cpu_count() or 1)
