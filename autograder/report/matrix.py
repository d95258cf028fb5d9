"""The bank's matrix: every answer against every check, and the two numbers.

Two numbers say whether the tests are fair and strict: wrong answers that lost
nothing, and right answers that lost something.  Both must be 0, and a wrong
answer must lose exactly the checks that it names.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import nbformat
from nbgrader.utils import determine_grade, is_grade
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.answers.bank import Answer, answers
from autograder.answers.fill import fill
from autograder.course import Course, Exercise
from autograder.feedback.diagnosis import Misconception, behaviour, save
from autograder.grade import fanout
from autograder.grade.batch import progress
from autograder.grade.execute import graded_part, hit_a_limit, options, remember
from autograder.grade.work import Work
from autograder.judge import plan
from autograder.judge.run import REMARKS
from autograder.publish import text


@dataclass(frozen=True)
class Row:
    """One graded answer.  `got` and `of` map a check to points; `why` maps a lost check to its message; `did` is for the diagnosis;
    `marks`: what looks like tampering."""

    answer: Answer
    got: dict[str, float]
    of: dict[str, float]
    why: dict[str, str]
    did: dict[str, list] = field(default_factory=dict)
    marks: list[str] = field(default_factory=list)

    @property
    def lost(self) -> list[str]:
        return [check for check in self.of if self.got[check] < self.of[check]]

    @property
    def expected(self) -> bool:
        return set(self.answer.fails) <= set(self.lost) <= {*self.answer.fails, *self.answer.may}


def matrix(chosen: list[Exercise], course: Course, only: list[str] | dict[str, list[str]] | None = None, again: bool = False,
           kinds: tuple[str, ...] = (), judge: bool = True) -> dict[str, list[Row]]:
    """Grade the bank of each exercise; rows in the bank's order.

    course: whose configuration runs them.  only: names of answers, or {exercise: names}.  again: the wrong answers written a second way instead.  kinds: only these.
    judge: whether the tests run apart from the answers, as they do for submissions; else in one kernel, as in JupyterLab.
    """
    jobs, todo = {}, {}
    together = course.config.JudgePlan.get("off", [])
    for exercise in chosen:
        source = text.read(exercise)
        names = only.get(exercise.name, ()) if isinstance(only, dict) else only
        for answer in answers(exercise, source, again=again):
            if again and answer.kind != "again" or kinds and answer.kind not in kinds:
                continue
            if names is None or answer.name in names:
                todo[exercise.name, answer.kind, answer.name] = answer
                jobs[exercise.name, answer.kind, answer.name] = nb = graded_part(fill(source, source, answer))
                plan.put(nb, plan.plan(source) if judge and exercise.assignment not in together else None)
    rows = {}
    with progress() as bar:
        task = bar.add_task("bank", total=len(jobs))
        for name, nb in _run(jobs, course):
            rows[name] = _row(todo[name], nb)
            bar.advance(task)
    return {e.name: [rows[name] for name in todo if name[0] == e.name] for e in chosen}


def drawn(chosen: list[Exercise], size: int, seed: int) -> dict[str, list[str]]:
    """{exercise: names of `size` answers of its bank}, the reference and a right one among them; of a project, whose answers train, a third."""
    rng, found = random.Random(seed), {}
    for exercise in chosen:
        known = answers(exercise, text.read(exercise))
        right, wrong = (sorted(a.name for a in known if a.kind == kind and a.name != "reference") for kind in ("right", "wrong"))
        take = size if not exercise.assignment.startswith("project") else max(3, size // 3)
        few = rng.sample(right, min(len(right), max(1, take // 4)))
        found[exercise.name] = ["reference", *few, *rng.sample(wrong, min(len(wrong), take - 1 - len(few)))]
        print(f"{exercise.name}: {len(found[exercise.name])} of {len(known)} answers: {' '.join(found[exercise.name])}", flush=True)
    return found


def _run(jobs: dict, course: Course) -> Iterator[tuple[tuple, nbformat.NotebookNode]]:
    """Each notebook executed, or as it is remembered."""
    limits, unknown = options(course.config), []
    for name, nb in jobs.items():
        work = Work(nbformat.writes(nb).encode(), limits=limits)
        kept = course.cache / "executed" / f"{work.key}.ipynb"
        if kept.exists():
            yield name, nbformat.read(kept, as_version=4)
        else:
            unknown.append(((name, kept), work))
    if not unknown:
        return
    with fanout.cluster() as client:
        for (name, kept), result in fanout.run_all(client, unknown):
            if result.notebook is None:
                raise RuntimeError(f"{name}: {result.reason}")
            nb = nbformat.reads(result.notebook.decode(), as_version=4)
            if not hit_a_limit(nb):
                remember(kept, result.notebook)
            yield name, nb


def _row(answer: Answer, nb: nbformat.NotebookNode) -> Row:
    got, of, why = {}, {}, {}
    for cell in nb.cells:
        if is_grade(cell):
            check = cell.metadata.nbgrader.grade_id
            cell.outputs = [out for out in cell.outputs if out.get("name") != "stderr"]  # as IgnorePattern does
            got[check], of[check] = determine_grade(cell)
            why[check] = next((f"{o.ename}: {o.evalue}" for o in cell.outputs if o.output_type == "error"), "")
    return Row(answer, got, of, why, behaviour(nb), list(nb.metadata.get(REMARKS, [])))


def record(exercise: Exercise, rows: list[Row]) -> None:
    """Keep what the wrong answers do beside them, for the diagnosis of submissions."""
    save(exercise.bank / "behaviour.json", [(misconception(row.answer), row.did) for row in rows if row.answer.kind == "wrong"])


def misconception(answer: Answer) -> Misconception:
    return Misconception(answer.name, answer.ja, answer.en, next(iter(answer.definitions)))


def show(tables: dict[str, list[Row]], why: bool = False) -> int:
    """Print each matrix and the two numbers; returns how many answers behaved unexpectedly."""
    console = Console(width=120, highlight=False)
    survived = refused = unexpected = 0
    for name, rows in tables.items():
        checks = list(rows[0].of)
        console.print(_table(name, rows, checks))
        for n, check in enumerate(checks, 1):
            console.print(f"  {n:>2} {check} ({rows[0].of[check]:g})")
        for row in rows:
            survived += row.answer.kind == "wrong" and not row.lost
            refused += row.answer.kind == "right" and bool(row.lost)
            if not row.expected:
                unexpected += 1
                console.print(f"  ! {row.answer.kind}/{row.answer.name} should lose {sorted(row.answer.fails)}, lost {sorted(row.lost)}", style="red")
            if why or not row.expected:
                for check in row.lost:
                    console.print(f"      {row.answer.name} · {check}: {row.why[check][:300]}", markup=False)
    total = [row.answer.kind for rows in tables.values() for row in rows]
    console.print(f"\nwrong answers that lost nothing:    {survived} of {total.count('wrong')}")
    console.print(f"right answers that lost something:  {refused} of {total.count('right')}")
    console.print(f"answers that lost other checks than they name: {unexpected}")
    return unexpected


def _table(name: str, rows: list[Row], checks: list[str]) -> Table:
    table = Table(title=f"{name}: answers × checks (· full, ✗ lost, ½ part)", title_justify="left", box=None, padding=(0, 1))
    table.add_column("answer", no_wrap=True)
    for n in range(len(checks)):
        table.add_column(str(n + 1), justify="center", no_wrap=True)
    for row in rows:
        marks = ["·" if row.got[c] == row.of[c] else "½" if row.got[c] else "✗" for c in checks]
        table.add_row(Text(f"{row.answer.kind}/{row.answer.name}", style="" if row.expected else "red"), *marks)
    return table
