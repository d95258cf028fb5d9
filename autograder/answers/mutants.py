"""Every reference solution with one small mistake: the measure of the tests that nobody chose.

A mutant that means nothing else (the same syntax tree, a known twin) is dropped.  One that
cannot be told from the reference by any test stands in the exercise's equivalent.toml:

    [[equivalent]]
    in = "encode"                     # the function or class
    operator = "operator_swap_op"
    was = "if rank < best:"           # the changed lines, blanks at their ends left out
    is = "if rank <= best:"
    why = "two pairs never have the same rank"

An entry names no line number, so it survives edits elsewhere; one that no mutant has is stale.
"""

from __future__ import annotations

import ast
import difflib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst
import libcst.matchers as m
from nbformat.notebooknode import NotebookNode

from autograder import syntax
from autograder.answers.bank import Answer
from autograder.answers.fill import fill
from autograder.answers.operators import operators
from autograder.course import Exercise, display
from autograder.errors import InputError

KEYS = {"in", "operator", "was", "is", "why"}


@dataclass(frozen=True)
class Mutant:
    """A solution cell `cell` with the code `code`; `place`, `operator`, `was`, `now` say what differs."""

    cell: str
    place: str
    operator: str
    was: str
    now: str
    code: str
    diff: str

    @property
    def name(self) -> tuple[str, str, str, str]:
        return self.place, self.operator, self.was, self.now


def reference(exercise: Exercise, source: NotebookNode) -> NotebookNode:
    """The source notebook as the best student hands it in: no marks of solutions."""
    return fill(source, source, Answer(exercise, "right", "reference"))


def mutants(exercise: Exercise, source: NotebookNode) -> list[Mutant]:
    """All mutants of an exercise, in the order of its cells; what stands behind the last test cannot lose a check."""
    found: dict[tuple[str, str], Mutant] = {}
    cells = reference(exercise, source).cells
    last = max((n for n, cell in enumerate(cells) if cell.metadata.get("nbgrader", {}).get("grade")), default=0)
    for cell in cells[:last]:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            for mutant in _of_code(cell.metadata.nbgrader.grade_id, cell.source):
                found.setdefault((mutant.cell, ast.dump(syntax.parse(mutant.code))), mutant)
    return list(found.values())


def with_mutant(notebook: NotebookNode, mutant: Mutant) -> NotebookNode:
    """A copy of `reference`'s notebook that holds the mutant."""
    from nbformat import from_dict

    copy = from_dict(notebook)
    cell, = (c for c in copy.cells if c.metadata.get("nbgrader", {}).get("grade_id") == mutant.cell)
    cell.source = mutant.code
    return copy


def _of_code(cell: str, code: str) -> Iterator[Mutant]:
    module = cst.parse_module(code)
    same = ast.dump(syntax.parse(code))
    for place, node in _nodes(module):
        for kind, operator in operators:
            for new in operator(node) if isinstance(node, kind) else []:
                try:
                    changed = module.deep_replace(node, new).code
                    if ast.dump(syntax.parse(changed)) == same:
                        continue
                except (SyntaxError, cst.CSTValidationError, cst.ParserSyntaxError, TypeError):
                    continue  # no Python: nobody can hand it in and have it run
                yield _mutant(cell, place, operator.__name__, code, changed)


def _nodes(module: cst.Module) -> Iterator[tuple[str, cst.CSTNode]]:
    """(name of the function or class around it, node), without docstrings, annotations, imports and messages of errors."""
    def walk(node, place):
        if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            place = f"{place}.{node.name.value}".lstrip(".")
        if m.matches(node, m.Annotation() | m.Import() | m.ImportFrom() | m.Expr(m.SimpleString()) | m.Comment()):
            return
        yield place, node
        for child in node.children:
            if m.matches(node, m.Raise()) and isinstance(child, cst.Call):
                yield from walk(child.func, place)
            elif isinstance(node, cst.FunctionDef) and child is node.name or isinstance(node, cst.Param) and child is node.name:
                continue
            else:
                yield from walk(child, place)

    return walk(module, "")


def _mutant(cell: str, place: str, operator: str, code: str, changed: str) -> Mutant:
    lines = list(difflib.unified_diff(code.splitlines(), changed.splitlines(), "reference", "mutant", lineterm="", n=2))
    was, now = ("\n".join(line[1:].strip() for line in lines[2:] if line[0] == sign) for sign in "-+")
    return Mutant(cell, place, operator, was, now, changed, "\n".join(lines[2:]))


def equivalent(exercise: Exercise) -> dict[tuple[str, str, str, str], str]:
    """{name of a mutant: why no test can tell it from the reference}."""
    path = exercise.bank / "equivalent.toml"
    if not path.exists():
        return {}
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("equivalent", [])
    except tomllib.TOMLDecodeError as error:
        raise InputError(display(path), f"this is not TOML: {error}") from None
    for n, entry in enumerate(entries, 1):
        if entry.keys() != KEYS or not entry["why"].strip():
            raise InputError(display(path), f"entry {n} needs {', '.join(sorted(KEYS))}, and a reason; it has {', '.join(sorted(entry))}")
    return {(e["in"], e["operator"], e["was"].strip(), e["is"].strip()): e["why"] for e in entries}
