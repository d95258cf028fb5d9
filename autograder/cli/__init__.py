"""The command line: `autograder VERB`; the Makefile calls it, and so can you.

Exit status: 0 done, 1 a check failed, 2 bad input (one sentence with file and line),
130 interrupted.  A verb is a function with `@verb` (verbs.py) in author.py, teacher.py or
student.py; it imports what it needs when it runs, so that `--help` is quick and a student's
installation is enough for `try`.
"""

from __future__ import annotations

import argparse
import os
import sys

os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # else each kernel prints a debugger's warning

from autograder.cli import author, student, teacher  # noqa: F401  (they fill VERBS)
from autograder.cli.verbs import VERBS
from autograder.course import ROOT
from autograder.errors import InputError, close_to
from autograder.grade import ending


def parser() -> argparse.ArgumentParser:
    """The parser of all verbs."""
    made = argparse.ArgumentParser(prog="autograder", description="Build and grade the course.", epilog=f"`autograder VERB --help` says more. The course folder is {ROOT}.")
    verbs = made.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, known in VERBS.items():
        one = verbs.add_parser(name, help=known.text, description=f"{known.text[0].upper()}{known.text[1:]}.", epilog=known.example and f"Example: autograder {name} {known.example}")
        for flags, settings in known.options:
            one.add_argument(*flags, **settings)
        one.set_defaults(function=known.function)
    return made


def main(argv: list[str] | None = None) -> int:
    argv = sys.argv[1:] if argv is None else argv
    if argv and not argv[0].startswith("-") and argv[0] not in VERBS:
        print(f"autograder: there is no verb '{argv[0]}'{close_to(argv[0], VERBS) or '.'} `autograder --help` lists them", file=sys.stderr)
        return 2
    args = parser().parse_args(argv)
    try:
        return args.function(args)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # `autograder table | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(ending.INTERRUPTED, file=sys.stderr)
        return 130
