"""Which misconception of the bank a submission shows, told from what its code did.

`make bank` records for each wrong answer what every check saw: points, and the message (with its
case and values) of a failed one.  That is what the code does, however it is written.  A submission
that did the same everywhere as one wrong answer (or as several that share a sentence) has that
misconception; otherwise nothing is said.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbgrader.utils import determine_grade, is_grade

TRACE = "autograder_trace"


@dataclass(frozen=True)
class Misconception:
    """A wrong answer's name, its sentence in both languages, and the name of what it defines."""

    name: str
    ja: str
    en: str
    defines: str


def behaviour(nb: NotebookNode) -> dict[str, list]:
    """{check: [points, message, digest of what its calls returned]} of an executed notebook.

    Numbers in messages keep three digits: another order of summation is the same behaviour.
    """
    traces = nb.metadata.get(TRACE) or {}
    seen = {}
    for cell in nb.cells:
        if is_grade(cell) and cell.cell_type == "code":
            cell = cell.copy()
            cell.outputs = [out for out in cell.outputs if out.get("name") != "stderr"]
            errors = [f"{o.ename}: {o.evalue}" for o in cell.outputs if o.output_type == "error"]
            check = cell.metadata.nbgrader.grade_id
            seen[check] = [round(determine_grade(cell)[0] or 0, 2), _rounded(errors[0]) if errors else "", traces.get(check, "")]
    return seen


def _rounded(message: str) -> str:
    return re.sub(r"\d+\.\d+(e[-+]?\d+)?", lambda m: f"{float(m[0]):.3g}", message)[:400]


def save(path: Path, known: list[tuple[Misconception, dict[str, list]]]) -> None:
    """Write what the bank's wrong answers do; `path` lies beside them."""
    rows = [{**vars(m), "behaviour": b} for m, b in known]
    path.write_text(json.dumps(rows, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


def load(path: Path) -> list[tuple[Misconception, dict[str, list]]]:
    """The inverse of `save`; [] where nothing was recorded."""
    if not path.exists():
        return []
    return [(Misconception(*(row[k] for k in ("name", "ja", "en", "defines"))), row["behaviour"]) for row in json.loads(path.read_text(encoding="utf-8"))]


def diagnose(seen: dict[str, list], known: list[tuple[Misconception, dict[str, list]]]) -> Misconception | None:
    """The misconception that behaves like `seen`, if there is exactly one (sentence)."""
    for view in (_all, _of_lost, _said):
        same = [m for m, b in known if view(b) == view(seen)]
        if same and len({m.en for m in same}) == 1:
            return same[0]
    return None


def _all(behaviour: dict[str, list]) -> dict[str, list]:
    """With what every call returned."""
    return {check: list(row) for check, row in behaviour.items()}


def _of_lost(behaviour: dict[str, list]) -> dict[str, list]:
    """With what the calls of failed checks returned: an answer in other words may differ in what is no mistake."""
    return {check: list(row) if row[1] else list(row[:2]) for check, row in behaviour.items()}


def _said(behaviour: dict[str, list]) -> dict[str, list]:
    """By points and messages alone."""
    return {check: list(row[:2]) for check, row in behaviour.items()}
