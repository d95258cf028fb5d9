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


class OneSentence(argparse.ArgumentParser):
    """argparse, whose errors are one sentence without the list of all options."""

    def error(self, message: str):
        self.exit(2, f"{self.prog}: {message}; `{self.prog} --help` says more\n")


def parser() -> argparse.ArgumentParser:
    """The parser of all verbs."""
    made = OneSentence(prog="autograder", description="Build and grade the course.", epilog=f"`autograder VERB --help` says more. The course folder is {ROOT}.")
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
    if not argv:
        parser().print_help(sys.stderr)
        return 2
    args, unknown = parser().parse_known_args(argv)
    if unknown:
        known = [flag for flags, _ in VERBS[args.verb].options for flag in flags if flag.startswith("-")]
        what = f"there is no option '{unknown[0]}'{close_to(unknown[0], known) or '.'}" if unknown[0].startswith("-") else f"'{unknown[0]}' belongs in front of the options, beside the other names."
        print(f"autograder {args.verb}: {what} `autograder {args.verb} --help` lists what there is", file=sys.stderr)
        return 2
    try:
        return args.function(args)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except (NotADirectoryError, IsADirectoryError, FileExistsError, PermissionError) as error:  # a path that somebody named; what is missing is a bug of ours
        print(f"{error.filename or ''}: {error.strerror}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # `autograder table | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(ending.INTERRUPTED, file=sys.stderr)
        return 130
