"""Docstrings: their examples are true, those for students are in both languages.  Messages of hidden tests give no result away."""

import ast
import doctest
import importlib
import re

import pytest

from autograder.answers.bank import defined
from autograder.course import exercises
from autograder.publish import text
from autograder.publish.bilingual import JAPANESE

MODULES = ["autograder.course", "autograder.answers.demo", "autograder.answers.fill"]
JOINING = {"lm-parts"}  # a given cell of its own name, whose names a stub's example uses


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_the_tools(name):
    done = doctest.testmod(importlib.import_module(name))
    assert done.attempted > 0 and done.failed == 0


@pytest.mark.parametrize("exercise", exercises(), ids=str)
def test_examples_that_students_read(exercise):
    """Run the reference's definitions, then the examples in their docstrings."""
    import matplotlib

    matplotlib.use("Agg")
    names, own = {}, {}  # own: the names that solution cells define -> their source
    for cell in text.read(exercise).cells:
        grader = cell.metadata.get("nbgrader", {})
        if grader.get("solution") or cell.id.endswith(("-setup", "-given")) or cell.id in JOINING:
            exec(cell.source, names)
            if grader.get("solution"):
                for node in ast.parse(cell.source).body:
                    own |= {name: ast.get_source_segment(cell.source, node) for name in defined(node)}
    runner = doctest.DocTestRunner()
    documented = {name: value for name, value in names.items() if ">>> " in (getattr(value, "__doc__", None) or "") and name in own}
    for name, value in documented.items():
        runner.run(doctest.DocTestParser().get_doctest(value.__doc__, names, name, None, 0))
    assert set(documented) == {name for name, code in own.items() if ">>> " in code}
    assert runner.failures == 0 and (runner.tries > 0 or not documented)


@pytest.mark.parametrize("exercise", exercises(), ids=str)
def test_a_docstring_that_students_read_has_a_japanese_half(exercise):
    """A line of shapes (`ids (B, T) -> logits`) needs none."""
    for cell in text.read(exercise).cells:
        if cell.cell_type == "code":
            shown = re.sub(r"### BEGIN (SOLUTION|HIDDEN TESTS).*?### END \1", "pass", cell.source, flags=re.DOTALL)
            for node in ast.walk(ast.parse(shown)):
                if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                    said = ast.get_docstring(node) or "->"
                    assert "->" in said or JAPANESE.search(said), f"{cell.id}: {node.name}"


@pytest.mark.parametrize("exercise", exercises(), ids=str)
def test_no_message_of_a_hidden_test_states_what_was_expected(exercise):
    """What is tested is hidden; so is what comes out."""
    for cell in text.read(exercise).cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.Assert) and node.msg:
                    told = {n.id for n in ast.walk(node.msg) if isinstance(n, ast.Name)}
                    assert not told & {"expected", "exact"}, f"{cell.id}, line {node.lineno}"
