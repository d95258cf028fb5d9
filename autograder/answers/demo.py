"""The bank -> a class of students, with everything that happens in a real class.

No two hand in the same notebook: each writes every function in one of the right ways that the bank
knows, and many make one of its mistakes.  A few are late, blank or broken: a syntax error, an infinite
loop, a deleted test cell, a duplicated cell, a missing notebook, a file that is no notebook.  The project,
which is due last, is handed in by every fourth so far.
The same bank gives the same class.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.answers.bank import Answer, answers
from autograder.answers.fill import fill
from autograder.course import Exercise, display
from autograder.errors import InputError
from autograder.publish import text
from autograder.publish.source import dumps
from autograder.wiring import gradebook, read_course

DUE = datetime(2026, 10, 30, 17, 0)  # any date; half the point of a due date is that somebody misses it


def _first_solution(nb: NotebookNode):
    return next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("solution"))


def _last_solution(nb: NotebookNode):
    return [c for c in nb.cells if c.metadata.get("nbgrader", {}).get("solution")][-1]


def syntax_error(nb: NotebookNode) -> NotebookNode:
    _first_solution(nb).source += "\nreturn return"
    return nb


def infinite_loop(nb: NotebookNode) -> NotebookNode:
    """The cell loops when it is run; nothing after it was run by the student."""
    _last_solution(nb).source += "\nwhile True:\n    pass"
    return nb


def deleted_test(nb: NotebookNode) -> NotebookNode:
    victim = next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("points"))
    nb.cells.remove(victim)
    return nb


def duplicated_cell(nb: NotebookNode) -> NotebookNode:
    cell = _first_solution(nb)
    copy = nbformat.from_dict(cell)
    copy.id = f"{cell.id}-copy"
    nb.cells.insert(nb.cells.index(cell), copy)
    return nb


def dead_kernel(nb: NotebookNode) -> NotebookNode:
    _last_solution(nb).source += "\nimport os\nos._exit(1)"
    return nb


BROKEN: dict[str, Callable[[NotebookNode], NotebookNode]] = {
    "syntax_error": syntax_error, "infinite_loop": infinite_loop, "deleted_test": deleted_test,
    "duplicated_cell": duplicated_cell, "dead_kernel": dead_kernel,
}
FIRST = ["Aiko", "Ben", "Chiara", "Daichi", "Emma", "Farid", "Grace", "Haruto", "Ines", "Jonas", "Kaori", "Liam"]
LAST = ["Sato", "Moreau", "Tanaka", "Okafor", "Lindqvist"]
SPECIAL = ["blank", *BROKEN, "missing_notebook", "not_a_notebook", "late_good", "late_wrong"]


def students(size: int) -> list[str]:
    """Names that say what to expect: s01_good, s02_mixed, …, s16_late_wrong.

    >>> students(12)[0], students(12)[-1]
    ('s01_good', 's12_late_wrong')
    """
    if size <= len(SPECIAL):
        raise InputError("--students", f"the class needs more than {len(SPECIAL)} students")
    usual = ["good" if n % 4 == 0 else "mixed" for n in range(size - len(SPECIAL))]
    return [f"s{n:02}_{kind}" for n, kind in enumerate([*usual, *SPECIAL], 1)]


def make_class(exercises: list[Exercise], root: Path, size: int = 16) -> None:
    """Write root/source and root/submitted, and note the due date in its gradebook."""
    releases, sources, banks = {}, {}, {}
    for exercise in exercises:
        if not exercise.release("ja").exists():
            raise InputError(display(exercise.release("ja")), "there is no release; run `make release` first")
        sources[exercise] = text.read(exercise)
        releases[exercise] = nbformat.read(exercise.release("ja"), as_version=4)
        banks[exercise] = answers(exercise, sources[exercise]), set()

    for exercise in exercises:
        exercise.put_into(root)
    for k, student in enumerate(students(size)):
        kind = student.partition("_")[2]
        for n, exercise in enumerate(exercises):
            if k % 4 and exercise.assignment.startswith("project"):
                continue
            errs = kind == "late_wrong" or kind == "mixed" and (k + n) % 3 > 0
            answer = _own(*banks[exercise], errs, Random(f"{exercise} {student}"))
            folder = root / "submitted" / student / exercise.assignment
            _write(folder / exercise.source.name, _submission(kind, n, releases[exercise], sources[exercise], answer))
            late = timedelta(hours=5 + k) if kind.startswith("late") else timedelta(hours=-2)
            _write(folder / "timestamp.txt", f"{DUE + late:%Y-%m-%d %H:%M:%S} UTC\n")
    _note(root, sorted({e.assignment for e in exercises}), students(size))
    print(f"{size} students, {len(exercises)} exercises: {display(root / 'submitted')}")


def _own(bank: list[Answer], taken: set[str], errs: bool, rng: Random) -> Answer:
    """An answer that nobody else has (`taken` notes it): a mistake of the bank or none, and the rest in right ways of the bank."""
    right, wrong = ([a for a in bank if a.kind == kind] for kind in ("right", "wrong"))
    for _ in range(1000):
        parts = [rng.choice(wrong)] if errs and wrong else []
        for way in rng.sample(right, len(right)):
            if not any(part.definitions.keys() & way.definitions.keys() for part in parts) and rng.random() < 0.7:
                parts.append(way)
        definitions = {name: code for part in parts for name, code in part.definitions.items()}
        if (form := str(sorted(definitions.items()))) not in taken:
            break
    taken.add(form)
    extra = "\n\n\n".join(dict.fromkeys(part.extra for part in parts if part.extra))
    return Answer(bank[0].exercise, "wrong" if errs else "right", " ".join(part.name for part in parts), definitions=definitions, extra=extra)


def _submission(kind: str, n: int, release: NotebookNode, source: NotebookNode, answer: Answer) -> str | None:
    """The file that a student hands in for the n-th exercise; None if there is none.

    What breaks a notebook breaks the first one only: the others show that the damage stays there.
    """
    if kind == "blank":
        return dumps(release)
    if n == 0 and kind == "missing_notebook":
        return None
    if n == 0 and kind == "not_a_notebook":
        return "%PDF-1.7 (a student handed in something else)\n"
    nb = fill(release, source, answer)
    return dumps(BROKEN[kind](nb) if n == 0 and kind in BROKEN else nb)


def _write(path: Path, content: str | None) -> None:
    """Leave a file alone that holds this already: its grade is kept then."""
    if content is None:
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_text(encoding="utf-8") != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def _note(root: Path, assignments: list[str], names: list[str]) -> None:
    """Due dates and people's names in the gradebook: formgrader and exports show them."""
    with gradebook(read_course(root)) as book:
        for assignment in assignments:
            book.update_or_create_assignment(assignment, duedate=DUE)
        for n, student in enumerate(names):
            book.update_or_create_student(student, first_name=FIRST[n % len(FIRST)], last_name=LAST[n // len(FIRST) % len(LAST)], email=f"{student}@example.org")
