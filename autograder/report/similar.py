"""Pairs of submissions whose own code is the same after renaming and reformatting.

Something to look at, never a score: short functions have few ways of being written, and two
people may find the same one.  What the release gives (stub, docstring, signature) is no sign
of anything, so a cell whose code is the release's, or a handful of syntax nodes, is left out.
"""

from __future__ import annotations

import ast
import builtins
from collections import defaultdict

from nbformat.notebooknode import NotebookNode
from nbgrader.utils import is_solution

from autograder import syntax

LEAST = 40  # syntax nodes of a cell; what is shorter is the same by chance
MANY = 5  # a form that more students than this have in common is a usual way to write it, however large the class


def shapes(nb: NotebookNode, release: NotebookNode) -> dict[str, str]:
    """{grade_id: normal form} of the solution cells that the student wrote; `release`: the notebook that was given."""
    given = {shape(cell.source) for cell in _solutions(release)}
    found = {cell.metadata.nbgrader.grade_id: shape(cell.source) for cell in _solutions(nb)}
    return {name: form for name, form in found.items() if form and form not in given and form.count("(") >= LEAST}


def shape(code: str) -> str:
    """The syntax tree with names numbered in the order of their coming; "" if Python cannot read it.

    >>> shape("def f(a):\\n    return a + 1  # one") == shape("def g(x):\\n    'Doc.'\\n    return (x+1)")
    True
    >>> shape("def f(a):\\n    return a + 1") == shape("def f(a):\\n    return a + 2")
    False
    """
    try:
        tree = syntax.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    numbers: dict[str, str] = {}
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) and isinstance(body[0].value.value, str):
            body.pop(0)  # a docstring is not code
        for field in ("returns", "annotation"):
            if hasattr(node, field) and not isinstance(node, ast.AnnAssign):
                setattr(node, field, None)
        for field in ("id", "arg", "name"):
            name = getattr(node, field, None)
            if isinstance(name, str) and not hasattr(builtins, name):
                setattr(node, field, numbers.setdefault(name, f"n{len(numbers)}"))
    return ast.dump(tree)


def pairs(written: dict[str, dict[str, str]]) -> list[tuple[str, str, list[str], int]]:
    """(student, student, cells that are equal, how many both wrote), most equal first.  written: {student: shapes(…)}.

    A form that many share (a third of a small class, more than MANY of a large one) is the usual way to write it and no sign.
    So the list grows with the class, not with its square.
    """
    holders = defaultdict(set)
    for student, cells in written.items():
        for name, form in cells.items():
            holders[name, form].add(student)
    usual = min(max(3, len(written) / 3), MANY + 1)
    equal = defaultdict(list)
    for (name, _), who in holders.items():
        if 1 < len(who) < usual:
            ordered = sorted(who)
            for k, one in enumerate(ordered):
                for other in ordered[k + 1 :]:
                    equal[one, other].append(name)
    rows = [(one, other, sorted(names), len(written[one].keys() & written[other].keys())) for (one, other), names in equal.items()]
    return sorted(rows, key=lambda row: (-len(row[2]), row[0], row[1]))


def _solutions(nb: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in nb.cells if cell.cell_type == "code" and is_solution(cell)]
