"""The bank: one file = one answer to one exercise, right or wrong.

A file holds only the definitions that differ from the reference, under a module
docstring of `key: text` lines:

    \"""
    ja: 各単語を一度しか数えていません。単語の出現回数を足しましたか。
    en: Each word is counted once. Did you add up how often each word occurs?
    fails: q1-vocab q1-learn
    may: q1-trained                   (only where it loses that check on some machines)
    seen: owner/repository#123        (only where somebody opened that thread)
    \"""

Of a class, `class Name(Name):` holds the methods that differ; the rest is the reference's.
A file in right/ needs only `en:` (how it is written differently).  again/NAME.py is the
wrong answer wrong/NAME.py written a second way; it needs no docstring.  The bank is the
test of the tests, and it fills the demo class.  This module reads; it runs nothing.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat

from autograder import syntax
from autograder.course import Exercise, display
from autograder.errors import InputError

KEYS = ("ja", "en", "fails", "may", "seen")


@dataclass(frozen=True)
class Answer:
    """One answer: `definitions` maps a top-level name to its source; `extra` is code that goes first."""

    exercise: Exercise
    kind: str  # "right", "wrong" or "again"
    name: str
    ja: str = ""
    en: str = ""
    fails: tuple[str, ...] = ()
    may: tuple[str, ...] = ()  # checks that it loses on some machines only
    seen: str = ""
    definitions: dict[str, str] = field(default_factory=dict)
    extra: str = ""


def answers(exercise: Exercise, source: nbformat.NotebookNode, again: bool = False) -> list[Answer]:
    """All answers of an exercise: the reference first, then right/, then wrong/.

    source: the exercise's source notebook, whose stubs and checks the files must name.
    again: also the wrong answers that are written a second way, for the diagnosis.
    """
    stubs = {name for cell in source.cells for name in _names(cell)}
    checks = [c.metadata.nbgrader.grade_id for c in source.cells if c.metadata.get("nbgrader", {}).get("grade")]
    found = [Answer(exercise, "right", "reference", en="The reference solution.")]
    for kind in ("right", "wrong"):
        found += [_read(path, exercise, kind, stubs, checks) for path in sorted((exercise.bank / kind).glob("*.py"))]
    if again:
        wrong = {answer.name: answer for answer in found if answer.kind == "wrong"}
        for path in sorted((exercise.bank / "again").glob("*.py")):
            if path.stem not in wrong:
                raise InputError(f"{display(path)}:1", f"there is no wrong/{path.name} that this could be a second way of")
            first, second = wrong[path.stem], _read(path, exercise, "again", stubs, checks)
            found.append(replace(second, ja=first.ja, en=first.en, fails=first.fails, may=first.may))
    return found


def _names(cell) -> list[str]:
    if cell.cell_type != "code" or not cell.metadata.get("nbgrader", {}).get("solution"):
        return []
    return [name for node in syntax.parse(cell.source).body for name in defined(node)]


def defined(node: ast.stmt) -> list[str]:
    """The names that a top-level statement defines: of a function, a class, an assignment."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [t.id for t in node.targets if isinstance(t, ast.Name)]
    return []


def segment(source: str, node: ast.stmt) -> tuple[int, int]:
    """The node's first line, decorators included, and its end, as a slice of lines."""
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
    return first - 1, node.end_lineno


def _read(path: Path, exercise: Exercise, kind: str, stubs: set[str], checks: list[str]) -> Answer:
    source = path.read_text(encoding="utf-8")
    at = display(path)
    try:
        tree = syntax.parse(source)
    except SyntaxError as error:
        raise InputError(f"{at}:{error.lineno}", f"this is not Python: {error.msg}") from None
    facts = dict(re.findall(r"^(\w+): (.+)$", ast.get_docstring(tree) or "", flags=re.MULTILINE))
    for key in facts.keys() - set(KEYS):
        raise InputError(f"{at}:1", f"the docstring has no key '{key}'; the keys are {', '.join(KEYS)}")
    for key in {"right": ("en",), "wrong": ("ja", "en", "fails"), "again": ()}[kind]:
        if not facts.get(key):
            raise InputError(f"{at}:1", f"the docstring of a {kind} answer needs a line '{key}: …'")
    named = {key: tuple(facts.get(key, "").split()) for key in ("fails", "may")}
    for key, check in [(key, check) for key, found in named.items() for check in found]:
        if check not in checks or key == "may" and check in named["fails"]:
            line = 1 + next(n for n, text in enumerate(source.splitlines()) if text.startswith(f"{key}:"))
            wrong = "is in 'fails:', too: it is one or the other" if check in checks else f"is no check of {exercise}; there are {', '.join(checks)}"
            raise InputError(f"{at}:{line}", f"'{check}' {wrong}")

    lines = source.splitlines()
    definitions, extra = {}, []
    for node in tree.body[ast.get_docstring(tree) is not None:]:
        first, end = segment(source, node)
        code = "\n".join(lines[first:end])
        names = [name for name in defined(node) if name in stubs]
        if names:
            definitions[names[0]] = code
        else:
            extra.append(code)
    if not definitions:
        raise InputError(f"{at}:1", f"this file defines none of the exercise's names ({', '.join(sorted(stubs))})")
    return Answer(exercise, kind, path.stem, facts.get("ja", ""), facts.get("en", ""), named["fails"], named["may"], facts.get("seen", ""), definitions, "\n\n\n".join(extra))
