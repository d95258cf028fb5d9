"""What a course is: one value, read once and handed along.

`Course` is what grading sees: any folder with source/ and nbgrader's configuration
(wiring.py reads it).  `Exercise` is what an author of this course sees: one text
and the places of what is made from it.  Nothing here opens a notebook.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from traitlets.config import Config

from autograder.errors import InputError, close_to

ROOT = Path(__file__).resolve().parent.parent  # the checkout; the package is installed editable
LANGS = ("ja", "en")


@dataclass(frozen=True)
class Assignment:
    """A folder of source/: its name and the names of its notebooks."""

    name: str
    notebooks: tuple[str, ...]


@dataclass(frozen=True)
class Course:
    """A course as nbgrader configures it.  Nobody on the way reads nbgrader_config.py again.

    `steps` maps a stage of nbgrader ("source", "submitted", …) to a pattern of paths
    with `{student_id}` and `{assignment_id}`.
    """

    root: Path
    config: Config
    db_url: str
    course_id: str
    steps: dict[str, str]
    assignments: tuple[Assignment, ...]

    def folder(self, step: str, assignment: str, student: str = ".") -> Path:
        """Where a stage of an assignment lies, e.g. ("submitted", "ex1", "ann")."""
        path = self.steps[step].replace("{assignment_id}", assignment).replace("{student_id}", student)
        return Path(os.path.normpath(path))

    def students(self, step: str, assignment: str) -> dict[str, Path]:
        """{student: folder} of a stage of an assignment, in the order of their names."""
        before, _, after = self.steps[step].replace("{assignment_id}", assignment).partition("{student_id}")
        found = {p.name: Path(f"{p}{after}") for p in sorted(Path(before).glob("*"))}
        left_out = [name.strip() for name in self.config.CourseDirectory.get("student_id_exclude", "").split(",")]  # nbgrader's option
        return {student: folder for student, folder in found.items() if _is_folder(folder) and student not in left_out}

    @property
    def cache(self) -> Path:
        """What grading keeps for itself: the ledger, executed notebooks, the lock."""
        return self.root / ".cache"

    def chosen(self, only: list[str] | None = None) -> list[Assignment]:
        """The assignments that `only` names, by themselves or by one of their notebooks (default: all)."""
        if not self.assignments:
            raise InputError(display(self.root), f"this is no course: there is no notebook in {display(self.folder('source', ''))}")
        return [a for a in self.assignments if not only or {a.name, *a.notebooks} & set(self._known(only))]

    def notebooks(self, only: list[str] | None = None) -> list[tuple[str, str]]:
        """(assignment, notebook) of all that `only` names, an assignment standing for its notebooks (default: all)."""
        words = set(self._known(only))
        return [(a.name, name) for a in self.assignments for name in a.notebooks if not words or words & {a.name, name}]

    def _known(self, only: list[str] | None) -> list[str]:
        known = [name for a in self.assignments for name in (a.name, *a.notebooks)]
        for word in only or []:
            if word not in known:
                raise InputError(word, unknown(word, known))
        return only or []


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
    def shared(self) -> Path:
        return self.root / "course" / "shared"

    @property
    def source(self) -> Path:
        return self.root / "source" / self.assignment / f"{self.name}.ipynb"

    def release(self, lang: str) -> Path:
        return self.root / "release" / lang / self.assignment / f"{self.name}.ipynb"

    def put_into(self, root: Path, released: str = "") -> None:
        """Copy what a course needs for grading it, the source notebook, into another course's folder; and its release in a language."""
        for path in [self.source, *([self.release(released)] if released else [])]:
            copy = root / path.relative_to(self.root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)

    def __str__(self) -> str:
        return self.name


def _is_folder(path: Path) -> bool:
    """Also one that nobody may look into: its student must not be forgotten."""
    try:
        return path.is_dir()
    except PermissionError:
        return True


def exercises(root: Path = ROOT, only: list[str] | None = None) -> list[Exercise]:
    """All exercises in the order of the course, or those whose assignment or name is in `only`.

    >>> [e.name for e in exercises()][:2]
    ['q1_bpe', 'q2_similarity']
    """
    found = [Exercise(p.parent.name, p.stem, root) for p in sorted((root / "course").glob("*/*.py")) if p.parent.name != "shared"]
    found.sort(key=lambda e: (e.assignment.startswith("project"), e.name))  # q1 … q8, then the project
    if only:
        known = [name for e in found for name in (e.assignment, e.name)]
        for word in only:
            if word not in known:
                raise InputError(word, unknown(word, known))
        found = [e for e in found if e.name in only or e.assignment in only]
    return found


def unknown(word: str, known: list[str]) -> str:
    """The sentence about a name that no assignment and no exercise has."""
    return f"there is no assignment or exercise of this name{close_to(word, known) or '.'} There are: {', '.join(dict.fromkeys(known)) or 'none'}"


def display(path: Path) -> str:
    """A path as a person in the course folder would type it."""
    try:
        return os.path.relpath(path, ROOT) if path.is_relative_to(ROOT) else str(path)
    except ValueError:
        return str(path)


def workers() -> int:
    """How many notebooks run side by side: AUTOGRADER_WORKERS, else one per core."""
    wanted = os.environ.get("AUTOGRADER_WORKERS") or str(os.cpu_count() or 1)
    if not wanted.isdecimal() or int(wanted) < 1:
        raise InputError("AUTOGRADER_WORKERS", f"a whole number from 1 on is needed, not '{wanted}'")
    return int(wanted)
