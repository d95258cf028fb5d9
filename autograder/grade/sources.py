"""source/ -> the gradebook: which cells an assignment has and what they are worth, as nbgrader reads them.

    noted(course, names, ledger, known) -> ({assignment: digest of its source}, {assignment: why nbgrader cannot read it})

nbgrader does it when it makes a release; here the release is thrown away, and only a changed source is read again.
"""

from __future__ import annotations

import re
import shutil
from hashlib import sha256

from autograder.course import Course, display
from autograder.errors import InputError, visible
from autograder.grade.ledger import Entry, Ledger
from autograder.wiring import api_for


class Unbuilt(InputError):
    """A source that nbgrader cannot make an assignment of: its submissions wait, the others are graded."""


def noted(course: Course, names: list[str], ledger: Ledger, known: set[str]) -> tuple[dict[str, str], dict[str, Unbuilt]]:
    """Note the assignments that the gradebook lacks or whose source changed.  Raises only if none can be read."""
    digests, unbuilt = {}, {}
    for name in dict.fromkeys(names):
        try:
            digests[name] = _note_cells(course, name, ledger, known)
        except Unbuilt as error:
            unbuilt[name] = error
    if unbuilt and not digests:
        raise next(iter(unbuilt.values()))
    return digests, unbuilt


def _note_cells(course: Course, assignment: str, ledger: Ledger, known: set[str]) -> str:
    """Let nbgrader note the assignment's cells in the gradebook, as `make release` does, when the source changed."""
    source = course.folder("source", assignment)
    h = sha256()
    for path in sorted(p for p in source.rglob("*") if p.is_file() and ".ipynb_checkpoints" not in p.parts):
        h.update(bytes(path.relative_to(source)) + b" " + path.read_bytes())
    digest = h.hexdigest()
    entry = ledger.get(assignment)
    if entry is None or entry.digest != digest or assignment not in known:
        scratch = course.cache / "noted"  # the release is not this command's business
        api = api_for(course, release_directory=str(scratch / "release"), source_with_tests_directory=str(scratch / "tests"))
        try:
            result = api.generate_assignment(assignment, force=True)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        for why in ("disk is full", "No space left on device", "database is locked", "readonly database"):
            if why in (result.get("log") or ""):
                raise InputError(display(course.root), f"the gradebook cannot be written ({why}); the same command goes on where it was")
        if not result["success"]:
            raise Unbuilt(display(source), f"nbgrader cannot read this assignment: {_why(result.get('log') or '')}")
        ledger.note(assignment, Entry(digest))
    return digest


def _why(log: str) -> str:
    """What nbgrader's log says of a failure, in one line: the exception, and the message before its traceback."""
    errors = re.findall(r"^\s*(\w[\w.]*(?:Error|Exception|Invalid): .+)$", log, re.MULTILINE)
    told = [" ".join(text.split()) for text in re.findall(r"\[ERROR\] (.+?)(?=\n\[|\Z)", log, re.DOTALL) if not text.startswith(("Traceback", "There was", "Please see"))]
    return visible("; ".join([*errors[-1:], *told[:1]])[:400]) or "it does not say why; `nbgrader generate_assignment` may"
