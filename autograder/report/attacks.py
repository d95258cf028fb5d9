"""Points that attacks gain: with plain nbgrader, and here.

A file of tests/attacks/ is an attack: a sentence, the exercise that it is on, code that goes before the
first solution cell's, and code that goes behind each (NAMES: what that cell should define).  The rest is a
blank submission.  What an attack gains is counted against the same submission without it: the blank one,
or the file's third part where functions of a useless but harmless kind win points by themselves.
Attacks on the notebook's file (its marks, ids, kernel) are forged.py's.

    gained(attack, judge=True) -> (points gained, seconds, remarks)
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from pathlib import Path

import nbformat
from nbgrader.preprocessors import ClearSolutions
from nbgrader.utils import determine_grade, is_grade
from rich.progress import track
from traitlets.config import Config

from autograder.course import ROOT, exercises
from autograder.grade.execute import ExecuteOnce, graded_part
from autograder.judge import plan
from autograder.judge.run import REMARKS
from autograder.pool import pool
from autograder.report import forged
from autograder.wiring import read_course

FOLDER = ROOT / "tests" / "attacks"
AFTER = "# ---- after each solution cell\n"
WITHOUT = "# ---- the same without the attack\n"
WALLED = {"stops_everybody", "walls_from_inside"}  # without walls they would stop every process of this machine, or (by ptrace) this command's own
LIMIT_S = 60  # for a notebook; a quarter of what grading allows, so that bombs burn less of everybody's time


@dataclass(frozen=True)
class Attack:
    name: str
    sentence: str
    exercise: str
    before: str
    after: str
    without: str = ""


def attacks(folder: Path = FOLDER) -> list[Attack]:
    """All attacks, in the order of their names."""
    return [_read(path) for path in sorted(folder.glob("*.py"))]


def _read(path: Path) -> Attack:
    text = path.read_text(encoding="utf-8")
    sentence, exercise, code = re.match(r'"""(.+?)"""\n# on: (\w+)\n(.*)', text, re.DOTALL).groups()
    before, _, after = code.partition(AFTER)
    after, _, without = after.partition(WITHOUT)
    return Attack(path.stem, sentence, exercise, before, after, without)


def submission(exercise: str, before: str = "", after: str = "") -> nbformat.NotebookNode:
    """A blank submission as it is graded (hidden tests in place), with an attack's code in its solution cells."""
    (found,) = exercises(only=[exercise])
    source = nbformat.read(found.source, as_version=4)
    blank, _ = ClearSolutions(config=read_course().config).preprocess(nbformat.from_dict(source), {})
    stubs = {c.metadata.nbgrader.grade_id: c.source for c in blank.cells if c.metadata.get("nbgrader", {}).get("solution")}
    nb = graded_part(source)
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs = []
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code":
            names = plan.defined(cell.source)[0]
            cell.source = stubs[cell.metadata.nbgrader.grade_id]
            cell.source, before = f"{before}\n{cell.source}", ""
            cell.source += f"\nNAMES = {names!r}\n{after}" if after else ""
    plan.put(nb, plan.plan(source))
    return nb


def _scores(nb, judge: bool) -> tuple[float, list[str]]:
    config = Config(read_course().config)
    if not judge:
        plan.put(nb, None)
        config.ExecuteOnce.kernel_name = "python3"
    config.ExecuteOnce.timeout, config.ExecuteOnce.notebook_timeout = 20, LIMIT_S
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        config.ExecuteOnce.memory = str(Path(folder) / "memory")
        work = Path(folder) / "submitted"
        work.mkdir()
        done, _ = ExecuteOnce(config=config).preprocess(nb, {"metadata": {"path": str(work)}})
    total = 0.0
    for cell in done.cells:
        if is_grade(cell):
            cell.outputs = [out for out in cell.outputs if not (out.output_type == "stream" and out.name == "stderr")]
            try:
                total += determine_grade(cell)[0] or 0.0
            except ValueError:  # nbgrader refuses the whole submission
                pass
    return total, list(done.metadata.get(REMARKS, []))


@cache
def _without(exercise: str, code: str, judge: bool) -> float:
    return _scores(submission(exercise, after=code), judge)[0]


def gained(attack: Attack, judge: bool = True) -> tuple[float, float, list[str]]:
    """(points over the same submission without the attack, seconds, remarks for the instructor) of an attack."""
    began = time.perf_counter()
    points, remarks = _scores(submission(attack.exercise, attack.before, attack.after), judge)
    return points - _without(attack.exercise, attack.without, judge), time.perf_counter() - began, remarks


def _line(attack: Attack, plain: bool) -> tuple[bool, str]:
    """(did it gain anything here, its line in the table)."""
    theirs = f"{gained(attack, judge=False)[0]:6.1f}" if plain and attack.name not in WALLED else "     -"
    points, seconds, remarks = gained(attack)
    return points > 0, f"{attack.name:28} {theirs} {points:6.1f} {seconds:5.1f}  {remarks[0][:70] if remarks else 'no'}"


def main() -> int:
    """Print a line for each attack; the exit status is 1 if one gained anything here."""
    parser = argparse.ArgumentParser(prog="python -m autograder.report.attacks", description=__doc__.splitlines()[0])
    parser.add_argument("only", nargs="*", metavar="NAME", help="files of tests/attacks/ (default: all)")
    parser.add_argument("--ours", action="store_true", help="without plain nbgrader: half the time")
    args = parser.parse_args()
    lost = 0
    print(f"{'attack':28} {'plain':>6} {'here':>6} {'s':>5}  marked")
    chosen = [a for a in attacks() if not args.only or a.name in args.only]
    with pool() as processes:
        for gains, line in track(processes.map(_line, chosen, repeat(not args.ours)), description="attacks", total=len(chosen)):
            lost += gains
            print(line, flush=True)
    lost += forged.main(args.only, not args.ours)
    print(f"{lost} attacks gained points here")
    return int(lost > 0)


if __name__ == "__main__":
    raise SystemExit(main())
