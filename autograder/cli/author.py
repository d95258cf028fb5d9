"""An author's verbs: text -> source -> release, and the tests of the tests."""

from autograder.cli.verbs import ONLY, amount, option, verb
from autograder.course import ROOT, exercises
from autograder.errors import InputError, close_to

PROJECT = "project_mini_lm"
QUICK = ["q1_bpe", "q2_similarity", "q3_scaled_dot_product", "q4_self_attention", "q5_sinusoidal"]  # what `bench` takes


@verb("course/*.py -> executed source/**.ipynb (only what changed)", ONLY, option("--again", action="store_true", help="also what did not change"))
def source(args) -> int:
    from autograder.publish.stages import build_sources

    build_sources(exercises(only=args.only), again=args.again)
    return 0


@verb("source/ -> release/ja and release/en, through nbgrader", ONLY)
def release(args) -> int:
    from autograder.publish.stages import build_releases
    from autograder.wiring import read_course

    build_releases(exercises(only=args.only), read_course())
    return 0


@verb("rebuild, compare with what is committed, run the release gates", ONLY, option("--still", action="store_true", help="run nothing, compare no outputs (nbval does)"))
def check(args) -> int:
    from autograder.publish.check import check as run

    return run(exercises(only=args.only), not args.still)


@verb("list the texts in code whose two languages cannot be parted, and lines that are too long", ONLY)
def texts(args) -> int:
    from autograder.publish.texts import unclear_texts

    found = unclear_texts(exercises(only=args.only))
    print(*found, f"{len(found)} texts in code are unclear or too long", sep="\n")
    return 0


@verb("source/**.ipynb edited in JupyterLab -> course/*.py", ONLY)
def sync(args) -> int:
    from autograder.publish.stages import sync_texts

    sync_texts(exercises(only=args.only))
    return 0


@verb("grade every right and wrong answer, print the matrix", ONLY,
      option("--answer", action="append", metavar="NAME", help="only this answer (may be repeated)"),
      option("--why", action="store_true", help="print the message of every lost check"),
      option("--all-judged", action="store_true", help="the project, too, through the judge (each answer trains for a minute there); else in one kernel"),
      option("--sample", type=amount, metavar="N", help="only N answers of each exercise (of the project a third), drawn at random and printed"),
      option("--seed", type=int, default=0, metavar="S", help="which N (default: 0)"),
      example="q1_bpe --answer overlap --why")
def bank(args) -> int:
    from autograder.answers.bank import answers
    from autograder.publish import text
    from autograder.report.matrix import drawn, matrix, record, show
    from autograder.wiring import read_course

    chosen, course = exercises(only=args.only), read_course()
    known = [answer.name for e in chosen for answer in answers(e, text.read(e))] if args.answer else []
    for name in args.answer or []:
        if name not in known:
            raise InputError(f"--answer {name}", f"the bank of {', '.join(e.name for e in chosen)} has no answer of this name{close_to(name, known)}")
    names = drawn(chosen, args.sample, args.seed) if args.sample else args.answer
    apart = [e for e in chosen if args.all_judged or e.assignment != PROJECT]
    tables = {}
    for part in (apart, [e for e in chosen if e not in apart]):
        tables |= matrix(part, course, names, judge=part is apart) if part else {}
    tables = {name: rows for name, rows in tables.items() if rows}
    if not names:
        for exercise in apart:  # in one kernel there is no border, whose messages are what a misconception is known by
            record(exercise, tables[exercise.name])
    return min(1, show(tables, args.why))


@verb("grade every reference solution with one small mistake, print those that no test catches", ONLY,
      option("--sample", type=amount, metavar="N", help="only N of all mutants, drawn at random"),
      option("--seed", type=int, default=0, metavar="S", help="which N (default: 0)"),
      option("--diff", action="store_true", help="print the survivors as diffs"))
def mutants(args) -> int:
    from autograder.report.mutants import measure, show
    from autograder.wiring import read_course

    seed = args.seed if args.sample else None
    return min(1, show(measure(exercises(only=args.only), read_course(), args.sample, args.seed), args.diff, seed))


@verb("are misconceptions named rightly? wrong answers written a second way, against the name they get", ONLY)
def diagnosis(args) -> int:
    from autograder.report.confusion import confusion
    from autograder.wiring import read_course

    return confusion(exercises(only=args.only), read_course())


@verb("executed walk-throughs for after the deadline -> solutions/ja, solutions/en", ONLY)
def solutions(args) -> int:
    from autograder.answers.solutions import write_solutions

    write_solutions(exercises(only=args.only), ROOT / "solutions")
    return 0


@verb("run the source notebooks again and compare their outputs", ONLY)
def nbval(args) -> int:
    from autograder.publish.check import nbval as run

    return run(exercises(only=args.only))


@verb("what grading costs: plain nbgrader, otter and this one, side by side", option("only", nargs="*", metavar="NAME", help="exercises (default: q1 to q5)"),
      option("--each", type=amount, default=36, metavar="N", help="submissions of each exercise (default: 36; fewer for the slow ways)"),
      option("--many", type=amount, metavar="N", help="instead: N submissions of one exercise; do memory, descriptors and processes stay flat?"), example="q1_bpe --many 1000")
def bench(args) -> int:
    from autograder.report.bench import bench as run
    from autograder.report.crowd import crowd

    chosen = exercises(only=args.only or QUICK)
    return crowd(chosen[0], args.many) if args.many else run(chosen, args.each)
