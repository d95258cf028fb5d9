"""An answer -> a notebook: a release (or source) notebook with its stubs filled in."""

from __future__ import annotations

import ast

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder import syntax
from autograder.answers.bank import Answer, defined, segment

MARKS = ("### BEGIN SOLUTION", "### END SOLUTION")


def fill(notebook: NotebookNode, source: NotebookNode, answer: Answer) -> NotebookNode:
    """A copy of `notebook` whose solution cells hold the answer; the reference where it says nothing.

    notebook: a release notebook (a submission comes out) or the source itself.
    source: the source notebook, for the reference solutions.
    """
    filled = nbformat.from_dict(notebook)
    reference = {c.metadata.nbgrader.grade_id: c.source for c in source.cells if c.metadata.get("nbgrader", {}).get("solution")}
    extra = answer.extra
    for cell in filled.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id not in reference:
            continue
        cell.source, differs = replaced(reference[grade_id], answer.definitions)
        if differs and extra:
            cell.source, extra = f"{extra}\n\n\n{cell.source}", ""
    return filled


def replaced(source: str, definitions: dict[str, str]) -> tuple[str, bool]:
    """`source` with the definitions that it shares with `definitions` exchanged, and whether there were any.

    >>> replaced("x = 1\\ny = 2", {"y": "y = 3"})
    ('x = 1\\ny = 3', True)
    """
    lines = source.splitlines()
    differs = False
    for node in reversed(syntax.parse(source).body):
        for name in defined(node):
            if name in definitions:
                first, end = segment(source, node)
                lines[first:end] = _joined("\n".join(lines[first:end]), definitions[name]).splitlines()
                differs = True
    return "\n".join(line for line in lines if line.strip() not in MARKS), differs


def _joined(reference: str, answer: str) -> str:
    """The answer's definition; a class that names itself as its base is the reference with other methods.

    >>> print(_joined("class A:\\n    def f(self):\\n        return 1\\n    def g(self):\\n        return 2",
    ...               "class A(A):\\n    def g(self):\\n        return 3"))
    class A:
        def f(self):
            return 1
        def g(self):
            return 3
    """
    (new,), (old,) = syntax.parse(answer).body, syntax.parse(reference).body
    if not (isinstance(new, ast.ClassDef) and new.name in [ast.unparse(base) for base in new.bases]):
        return answer
    methods = {name: "\n".join(answer.splitlines()[slice(*segment(answer, node))]) for node in new.body for name in defined(node)}
    lines = reference.splitlines()
    for node in reversed(old.body):
        for name in defined(node):
            if name in methods:
                lines[slice(*segment(reference, node))] = methods.pop(name).splitlines()
    return "\n".join([*lines, *methods.values()])
