"""The releases with the reference filled in, as files: what `make older` runs with other versions of the libraries.

    python -m autograder.answers.older FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat

from autograder.answers.bank import answers
from autograder.answers.fill import fill
from autograder.course import exercises
from autograder.publish import text


def write(folder: Path) -> None:
    """One English notebook for each exercise: visible tests, given cells and experiments are in it, hidden tests are not."""
    folder.mkdir(parents=True, exist_ok=True)
    for exercise in exercises():
        source = text.read(exercise)
        nb = fill(nbformat.read(exercise.release("en"), as_version=4), source, answers(exercise, source)[0])
        nbformat.write(nb, folder / exercise.source.name)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
