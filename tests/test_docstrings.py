"""The examples in docstrings are true: those of the tools and those that students read."""

import ast
import doctest
import importlib

import pytest

from autograder.answers.bank import defined
from autograder.course import exercises
from autograder.publish import text

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
