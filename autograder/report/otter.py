"""The same submissions for otter-grader, for the benchmark: the cells that count, and every hidden test as an otter test.

Otter lives in an environment of its own (`make bench` makes it), which sees this one's packages.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import nbformat

from autograder.course import ROOT, Exercise
from autograder.grade.execute import graded_part
from autograder.publish import text

OTTER = ROOT / ".cache" / "otter" / "bin" / "otter"
# Otter gives each test a copy of the student's names; ours build on one another, so they share one.
ONE_PLACE = 'vars(__import__("__main__")).setdefault("_names", dict(globals()))'


def prepare(root: Path, chosen: list[Exercise]) -> list[list] | None:
    """The commands that grade every submission under `root`; None where otter is not installed."""
    if not OTTER.exists():
        return None
    steps = []
    for exercise in chosen:
        place = root / "otter" / exercise.name
        (place / "tests").mkdir(parents=True)
        tests = [cell for cell in text.read(exercise).cells if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code"]
        for n, cell in enumerate(tests):
            _test(place / "tests" / f"t{n:02}.py", f"t{n:02}", cell)
        subprocess.run([OTTER, "generate", "-t", "tests", "-o", "autograder.zip", "--no-environment"], cwd=place, check=True, capture_output=True)
        for path in sorted((root / "submitted").glob(f"*/{exercise.assignment}/{exercise.source.name}")):
            part = graded_part(nbformat.read(path, as_version=4))
            part.cells = [cell for cell in part.cells if "experiment" not in cell.metadata.get("tags", [])]
            nb = place / path.parent.parent.name / path.name
            nb.parent.mkdir()
            nbformat.write(part, nb)
            steps.append([OTTER, "run", "-a", place / "autograder.zip", "-o", nb.parent, "--no-logo", nb])
    shutil.rmtree(root / "submitted")
    return steps


def _test(path: Path, name: str, cell) -> None:
    case = {"code": f">>> exec({cell.source!r}, {ONE_PLACE})", "hidden": True, "locked": False}
    suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
    path.write_text(f"OK_FORMAT = True\n\ntest = {({'name': name, 'points': cell.metadata.nbgrader.points, 'suites': [suite]})!r}\n", encoding="utf-8")
