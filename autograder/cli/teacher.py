"""A teacher's verbs: work comes in, is graded, and goes out."""

import os
import signal
from pathlib import Path

from autograder.cli.verbs import COURSE, ONLY, amount, option, verb
from autograder.course import exercises
from autograder.grade import ending

SCHEDULER = option("--scheduler", metavar="tcp://…", help="a running dask cluster instead of processes on this machine")


@verb("make a class of students out of the bank", ONLY, COURSE, option("--students", type=amount, default=16, metavar="N", help="size of the class (default: 16)"), example="--course demo")
def demo(args) -> int:
    from autograder.answers.demo import make_class, students

    students(args.students)  # too few is said before anything is written
    make_class(exercises(only=args.only), Path(args.course).resolve(), args.students)
    return 0


@verb("a Moodle or Canvas download (zip) -> submitted/", option("archive", metavar="ZIP", help="the file as it was downloaded"),
      option("--assignment", required=True, metavar="NAME", help="the assignment that the download is of"), COURSE, example="download.zip --assignment ex2_1_tokenization")
def collect(args) -> int:
    from autograder.grade.download import collect as run
    from autograder.wiring import read_course

    return min(1, run(read_course(args.course), Path(args.archive).resolve(), args.assignment))


@verb("autograde what is new in submitted/", ONLY, option("--again", action="store_true", help="also what did not change"), COURSE,
      SCHEDULER,
      option("--no-sandbox", action="store_true", help="run students' code without walls, with all your rights"), example="ex2_1_tokenization")
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


@verb("write the students' pages: feedback/<student>/<assignment>/*.html", ONLY, COURSE, example="q3_scaled_dot_product")
def feedback(args) -> int:
    from autograder.feedback.write import write
    from autograder.wiring import read_course

    write(read_course(args.course), args.only)
    return 0


@verb("students × exercises from the gradebook", ONLY, COURSE, example="q1_bpe")
def table(args) -> int:
    from autograder.report.table import show
    from autograder.wiring import read_course

    show(read_course(args.course), args.only)
    return 0


@verb("the class at a glance: report/class.html", ONLY, COURSE)
def report(args) -> int:
    from autograder.report.classreport import write
    from autograder.wiring import read_course

    write(read_course(args.course), args.only)
    return 0


@verb("the gradebook as a table for Canvas, Moodle or anybody: export/*.csv", ONLY, COURSE,
      option("--to", choices=["canvas", "moodle", "csv"], default="csv", help="whose columns (default: csv)"), example="--to moodle")
def export(args) -> int:
    from autograder.report.export import export as run
    from autograder.wiring import read_course

    print(f"grades: {run(read_course(args.course), args.to, args.only)}")
    return 0


@verb("JupyterLab with nbgrader's formgrader on a course: scores and comments by hand", COURSE,
      option("more", nargs="*", metavar="OPTION", help="more options for JupyterLab, after `--`"), example="--course demo -- --no-browser")
def formgrader(args) -> int:
    from autograder.cli.formgrader import open_formgrader
    from autograder.wiring import read_course

    return open_formgrader(read_course(args.course), args.more)


@verb("after a test, a tolerance or the late policy was corrected: whose score changes, by how much, which check and why", ONLY, COURSE,
      option("--dry-run", action="store_true", help="show it and write nothing"), SCHEDULER, example="q1_bpe --dry-run")
def regrade(args) -> int:
    signal.signal(signal.SIGINT, ending.at_once)
    from autograder.report.regrade import regrade as run
    from autograder.wiring import read_course

    return min(1, run(read_course(args.course), args.only, args.dry_run, args.scheduler))
