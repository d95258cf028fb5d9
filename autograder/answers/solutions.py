"""A walk-through of each exercise for after the deadline: solutions/{ja,en}/**.ipynb.

The executed source in one language, without the graded cells, so that a test can be used
again.  Behind each solution follow the other right answers and the misconceptions of the
bank, each with its sentence and what differs.  Not committed: anybody could look.
"""

from __future__ import annotations

import ast
import difflib
import json
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder import syntax
from autograder.answers.bank import Answer, answers
from autograder.answers.fill import fill
from autograder.course import LANGS, Exercise, display
from autograder.errors import InputError
from autograder.publish import source, text
from autograder.publish.bilingual import half
from autograder.publish.edition import Edition

WORDS = {
    "ja": {"right": "### ほかの正しい書き方", "wrong": "### よくある誤り", "reference": "### 解答例"},
    "en": {"right": "### Other right answers", "wrong": "### Common mistakes", "reference": "### A solution"},
}


def walk_through(exercise: Exercise, lang: str) -> NotebookNode:
    """The exercise with solutions, answers and misconceptions, in one language."""
    built = _built(exercise)
    unsolved = text.read(exercise)
    bank = answers(exercise, unsolved)
    nb, _ = Edition(lang=lang).preprocess(fill(built, built, bank[0]), {})
    cells = []
    for cell in nb.cells:
        grader = cell.metadata.pop("nbgrader", {})
        if grader.get("grade"):
            continue
        if cell.cell_type == "code":
            cell.source = half(cell.source, lang)
        if grader.get("solution"):
            cells.append(_prose(cell.id, "reference", WORDS[lang]["reference"]))
        cells.append(cell)
        if grader.get("solution"):
            cells += _others(cell.id, bank, unsolved, lang)
    nb.cells = cells
    nbformat.validate(nb)
    return nb


def _built(exercise: Exercise) -> NotebookNode:
    try:
        nb = json.loads(exercise.source.read_text(encoding="utf-8"))
        fresh = nb["metadata"]["course"]["text"] == source.digest(exercise)
    except (OSError, ValueError, KeyError):
        fresh = False
    if not fresh:
        raise InputError(display(exercise.source), "it is not what the text says; run `make source` first")
    return nbformat.read(exercise.source, as_version=4)


def _others(cell_id: str, bank: list[Answer], unsolved: NotebookNode, lang: str) -> list[NotebookNode]:
    """The prose behind a solution cell: right answers, then misconceptions, with what differs in this cell."""
    reference = _cell(fill(unsolved, unsolved, bank[0]), cell_id)
    found = []
    for kind in ("right", "wrong"):
        parts = []
        for answer in bank[1:]:
            code = _cell(fill(unsolved, unsolved, answer), cell_id)
            if answer.kind == kind and code != reference:
                sentence = getattr(answer, lang) or answer.en
                diff = difflib.unified_diff(_bare(reference), _bare(code), n=2, lineterm="")
                parts.append(f"**{answer.name.replace('_', ' ')}**　{sentence}\n\n" + _fenced([line for line in diff if not line.startswith(("---", "+++"))]))
        if parts:
            found.append(_prose(cell_id, kind, "\n\n".join([WORDS[lang][kind], *parts])))
    return found


def _bare(code: str) -> list[str]:
    """The lines without docstrings: most answers have none, and that is no difference."""
    lines = code.splitlines()
    for node in ast.walk(syntax.parse(code)):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node, clean=False) is not None and len(node.body) > 1:
            text = node.body[0]
            lines[text.lineno - 1:text.end_lineno] = [""] * (text.end_lineno - text.lineno + 1)
    return [line for line in lines if line.strip()]


def _cell(nb: NotebookNode, cell_id: str) -> str:
    return next(cell.source for cell in nb.cells if cell.id == cell_id)


def _fenced(lines: list[str]) -> str:
    """A diff; the fence is longer than any in the code."""
    fence = "`" * max([3, *(len(line) - len(line.replace("`", "")) + 1 for line in lines)])
    return "\n".join([f"{fence}diff", *lines, fence])


def _prose(cell_id: str, kind: str, content: str) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(content, id=f"{cell_id[:50]}-{kind}")


def write_solutions(exercises: list[Exercise], out: Path) -> None:
    """Write out/{ja,en}/<assignment>/<exercise>.ipynb."""
    for exercise in exercises:
        for lang in LANGS:
            source.save(walk_through(exercise, lang), out / lang / exercise.assignment / f"{exercise.name}.ipynb")
    print(f"{len(exercises)} exercises -> {', '.join(display(out / lang) for lang in LANGS)}")
