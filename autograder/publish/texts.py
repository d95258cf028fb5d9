"""What is unclear in the texts of an exercise's code, with file and line; nothing is run."""

from __future__ import annotations

from autograder.course import Exercise, display
from autograder.publish import text
from autograder.publish.gates import unclear


def unclear_texts(exercises: list[Exercise]) -> list[str]:
    """One sentence for each text whose languages cannot be parted, and each line that runs out of view."""
    said = []
    for exercise in exercises:
        lines = exercise.text.read_text(encoding="utf-8").splitlines()
        nb = text.read(exercise)
        headers = [n for n, line in enumerate(lines, 1) if line.startswith("# %%")]
        header = {cell.id: n for cell, n in zip(nb.cells, headers, strict=True)}
        said += [f"{display(exercise.text)}:{header[cell] + line}: {sentence}" for cell, line, sentence in unclear(nb)]
    return said
