"""The command line: `autograder VERB`; the Makefile calls it, and so can you.

Exit status: 0 done, 1 a check failed, 2 bad input (one sentence with file and line),
130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # else each kernel prints a debugger's warning

from autograder.course import ROOT, exercises
from autograder.errors import InputError
from autograder.grade import ending


def source(args) -> int:
    from autograder.publish.stages import build_sources

    build_sources(exercises(only=args.only), again=args.again)
    return 0


def release(args) -> int:
    from autograder.publish.stages import build_releases
    from autograder.wiring import read_course

    build_releases(exercises(only=args.only), read_course())
    return 0


def check(args) -> int:
    from autograder.publish.check import check as run

    return run(exercises(only=args.only), not args.still)


def texts(args) -> int:
    from autograder.publish.texts import unclear_texts

    found = unclear_texts(exercises(only=args.only))
    print(*found, f"{len(found)} texts in code are unclear or too long", sep="\n")
    return 0


def sync(args) -> int:
    from autograder.publish.stages import sync_texts

    sync_texts(exercises(only=args.only))
    return 0


def bank(args) -> int:
    from autograder.report.matrix import matrix, record, show
    from autograder.wiring import read_course

    chosen = exercises(only=args.only)
    tables = matrix(chosen, read_course(), args.answer)
    if not args.answer:
        for exercise in chosen:
            record(exercise, tables[exercise.name])
    return min(1, show(tables, args.why))


def diagnosis(args) -> int:
    from autograder.report.confusion import confusion
    from autograder.wiring import read_course

    return confusion(exercises(only=args.only), read_course())


def mutants(args) -> int:
    from autograder.report.mutants import measure, show
    from autograder.wiring import read_course

    seed = args.seed if args.sample else None
    return min(1, show(measure(exercises(only=args.only), read_course(), args.sample, args.seed), args.diff, seed))


def solutions(args) -> int:
    from autograder.answers.solutions import write_solutions

    write_solutions(exercises(only=args.only), ROOT / "solutions")
    return 0


def nbval(args) -> int:
    from autograder.publish.check import nbval as run

    return run(exercises(only=args.only))


def demo(args) -> int:
    from autograder.answers.demo import make_class

    make_class(exercises(only=args.only), Path(args.course).resolve(), args.students)
    return 0


def grade(args) -> int:
    signal.signal(signal.SIGINT, ending.at_once)
    from autograder.kernels import choose

    if args.no_sandbox:
        os.environ[choose.NO_SANDBOX] = "1"  # before the configuration is read, which chooses the kernel
    from autograder.grade.batch import grade as run
    from autograder.grade.execute import ExecuteOnce
    from autograder.report.table import say_refused
    from autograder.wiring import read_course

    course = read_course(args.course)
    print(choose.said(ExecuteOnce(config=course.config).kernel_name))
    return min(1, say_refused(run(course, args.only, args.again, args.scheduler)))


def feedback(args) -> int:
    from autograder.feedback.write import write
    from autograder.wiring import read_course

    write(read_course(args.course), args.only)
    return 0


def table(args) -> int:
    from autograder.report.table import show
    from autograder.wiring import read_course

    show(read_course(args.course))
    return 0


def report(args) -> int:
    from autograder.report.classreport import write
    from autograder.wiring import read_course

    write(read_course(args.course), args.only)
    return 0


def tryout(args) -> int:
    from autograder.feedback.tryout import show

    return show(args.only)


def export(args) -> int:
    from autograder.report.export import export as run
    from autograder.wiring import read_course

    print(f"grades: {run(read_course(args.course), args.to, args.only)}")
    return 0


def collect(args) -> int:
    from autograder.grade.download import collect as run
    from autograder.wiring import read_course

    course = read_course(args.course)
    if len(args.only) != 1:
        raise InputError("collect", "one zip file is needed: autograder collect ZIP --assignment NAME")
    return min(1, run(course, Path(args.only[0]).resolve(), args.assignment))


VERBS = {
    "source": (source, "course/*.py -> executed source/**.ipynb (only what changed)"),
    "release": (release, "source/ -> release/ja and release/en, through nbgrader"),
    "check": (check, "rebuild, compare with what is committed, run the release gates"),
    "texts": (texts, "list the texts in code whose two languages cannot be parted, and lines that are too long"),
    "sync": (sync, "source/**.ipynb edited in JupyterLab -> course/*.py"),
    "bank": (bank, "grade every right and wrong answer, print the matrix"),
    "mutants": (mutants, "grade every reference solution with one small mistake, print those that no test catches"),
    "solutions": (solutions, "executed walk-throughs for after the deadline -> solutions/ja, solutions/en"),
    "diagnosis": (diagnosis, "are misconceptions named rightly? wrong answers written a second way, against the name they get"),
    "nbval": (nbval, "run the source notebooks again and compare their outputs"),
    "demo": (demo, "make a class of students out of the bank"),
    "grade": (grade, "autograde what is new in submitted/"),
    "feedback": (feedback, "write the students' pages"),
    "table": (table, "students × exercises from the gradebook"),
    "report": (report, "the class at a glance: report/class.html"),
    "collect": (collect, "a Moodle or Canvas download (zip) -> submitted/"),
    "export": (export, "the gradebook as a table for Canvas, Moodle or anybody: export/*.csv"),
    "try": (tryout, "before handing in: stub by stub, does it pass its visible tests? (alone: progress over the releases)"),
}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="autograder", description="Build and grade the course.", epilog=f"The course folder is {ROOT}.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, (function, text) in VERBS.items():
        verb = verbs.add_parser(name, help=text, description=text)
        verb.add_argument("only", nargs="*", metavar="NAME", help="assignments or exercises (default: all)")
        verb.set_defaults(function=function)
        if name == "check":
            verb.add_argument("--still", action="store_true", help="run nothing, compare no outputs (nbval does)")
        if name in ("source", "grade"):
            verb.add_argument("--again", action="store_true", help="also what did not change")
        if name in ("demo", "grade", "feedback", "table", "report", "collect", "export"):
            verb.add_argument("--course", default=str(ROOT), help="folder of any nbgrader course, with source/ and submitted/ (default: the checkout)")
        if name == "grade":
            verb.add_argument("--scheduler", metavar="tcp://…", help="a running dask cluster instead of processes on this machine")
            verb.add_argument("--no-sandbox", action="store_true", help="run students' code without walls, with all your rights")
        if name == "demo":
            verb.add_argument("--students", type=int, default=36, help="size of the class (default: 36)")
        if name == "mutants":
            verb.add_argument("--sample", type=int, metavar="N", help="only N of all mutants, drawn at random")
            verb.add_argument("--seed", type=int, default=0, metavar="S", help="which N (default: 0)")
            verb.add_argument("--diff", action="store_true", help="print the survivors as diffs")
        if name == "export":
            verb.add_argument("--to", choices=["canvas", "moodle", "csv"], default="csv", help="whose columns (default: csv)")
        if name == "collect":
            verb.add_argument("--assignment", required=True, metavar="NAME", help="the assignment that the download is of")
        if name == "bank":
            verb.add_argument("--answer", action="append", metavar="NAME", help="only this answer (may be repeated)")
            verb.add_argument("--why", action="store_true", help="print the message of every lost check")
    args = parser.parse_args(argv)
    try:
        return args.function(args)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(ending.INTERRUPTED, file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
