"""What a verb of the command line is: a function, a sentence about it, and its options."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from autograder.course import ROOT


@dataclass(frozen=True)
class Verb:
    function: Callable
    text: str
    options: tuple
    example: str = ""


VERBS: dict[str, Verb] = {}  # in the order of --help


def verb(text: str, *options, name: str = "", example: str = ""):
    """Make a function `(args) -> exit status` a verb of its own name."""

    def made(function):
        VERBS[name or function.__name__] = Verb(function, text, options, example)
        return function

    return made


def option(*flags: str, **settings) -> tuple:
    """An option or argument, as argparse takes it."""
    return flags, settings


def amount(said: str) -> int:
    """A number of things: a whole number from 1 on."""
    if not said.isdecimal() or int(said) < 1:
        raise argparse.ArgumentTypeError(f"a whole number from 1 on is needed, not '{said}'")
    return int(said)


ONLY = option("only", nargs="*", metavar="NAME", help="assignments or exercises (default: all)")
COURSE = option("--course", default=str(ROOT), metavar="FOLDER", help="folder of any nbgrader course, with source/ and submitted/ (default: the checkout)")
