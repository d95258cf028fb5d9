"""The same scores with the judge and without: the bank graded both ways, compared cell by cell.

    python -m autograder.report.bothways [NAME …] [--sample N --seed S]

Without the judge the tests run in the kernel of the answer, as in JupyterLab and in plain nbgrader.
A difference is a mistake of the judge, or a test that looks at more than values.  No answer of the bank tampers
with anything, so one that is marked as if it did is a difference, too.
"""

from __future__ import annotations

import argparse
import copy
import random

from autograder.answers.bank import answers
from autograder.course import Course, Exercise, exercises
from autograder.publish import text
from autograder.report.matrix import matrix
from autograder.wiring import read_course


def differences(chosen: list[Exercise], course: Course, only: dict[str, list[str]] | None = None) -> tuple[int, list[str]]:
    """(how many cells were compared, a line for each that scored differently or was marked) for the bank's answers, or those of `only`."""
    course = copy.deepcopy(course)
    course.config.JudgePlan.off = []
    apart, together = (matrix(chosen, course, only, judge=judge) for judge in (True, False))
    compared, found = 0, []
    for name, rows in apart.items():
        for row, other in zip(rows, together[name], strict=True):
            for check, points in row.got.items():
                compared += 1
                if points != other.got[check] and check not in row.answer.may:  # what differs between machines may differ here
                    found.append(f"{name} {row.answer.kind}/{row.answer.name} {check}: {points:g} with the judge ({row.why[check][:200]}), "
                                 f"{other.got[check]:g} without ({other.why[check][:200]})")
            found += [f"{name} {row.answer.kind}/{row.answer.name}: honest, and marked: {mark}" for mark in row.marks]
    return compared, found


def sample(chosen: list[Exercise], size: int, seed: int) -> dict[str, list[str]]:
    """{exercise: names of answers}, `size` of all, drawn with `seed`."""
    names = [(e.name, answer.name) for e in chosen for answer in answers(e, text.read(e))]
    drawn: dict[str, list[str]] = {}
    for exercise, name in random.Random(seed).sample(names, min(size, len(names))):
        drawn.setdefault(exercise, []).append(name)
    return drawn


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m autograder.report.bothways", description=__doc__.splitlines()[0])
    parser.add_argument("only", nargs="*", metavar="NAME", help="exercises (default: all)")
    parser.add_argument("--sample", type=int, metavar="N", help="only N answers, drawn at random")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="which (default: 0)")
    args = parser.parse_args()
    chosen, course = exercises(only=args.only), read_course()
    drawn = sample(chosen, args.sample, args.seed) if args.sample else {}
    compared, found = 0, []
    for exercise in chosen:
        if not args.sample or exercise.name in drawn:
            cells, lines = differences([exercise], course, drawn or None)
            compared, found = compared + cells, found + lines
            print(f"{exercise.name}: {cells} cells compared, {len(lines)} differ", *lines, sep="\n", flush=True)
    print(f"{len(found)} of {compared} cells score differently with the judge and without")
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
